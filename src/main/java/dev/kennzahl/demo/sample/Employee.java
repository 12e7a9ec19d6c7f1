package dev.kennzahl.demo.sample;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who works in the sales of the sample company.
 *
 * @param managerId empty for those who lead a team
 * @param region empty for those who look after key accounts everywhere
 * @param skill how good at winning, 1 for the average
 */
public record Employee(
        String employeeId,
        String name,
        String team,
        @Nullable String managerId,
        @Nullable String region,
        String role,
        String fte,
        LocalDate hiredOn,
        @Nullable LocalDate leftOn,
        double skill) {

    boolean worksOn(LocalDate day) {
        return !hiredOn.isAfter(day) && (leftOn == null || day.isBefore(leftOn));
    }

    boolean leads() {
        return managerId == null;
    }
}
