package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.kennzahl.metrics.SalesStory.FileStep;

/** Throws the dice for the employees of a {@link SalesStory}: whole and part of a position, days of work that are open, one, or none. */
record EmployeeDice(Random random) {
    private static final List<String> COLUMNS =
            List.of("employee_id", "name", "team", "manager_id", "region", "fte", "hired_on", "left_on");

    FileStep employees() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("employee_id", "E" + i);
            row.put("name", oneOf("Ada", "Ben", ""));
            row.put("team", oneOf("Team A", "Team B", ""));
            row.put("manager_id", oneOf("E1", "E2", "nobody", ""));
            row.put("region", oneOf("North", "South", ""));
            row.put("fte", oneOf("1", "0.5", "0.375", "", ""));
            LocalDate hired = day();
            row.put("hired_on", oneOf(hired.toString(), "", "2020-01-01"));
            row.put(
                    "left_on",
                    oneOf(
                            "",
                            "",
                            hired.toString(),
                            hired.plusDays(random.nextInt(500)).toString()));
            rows.add(row);
        }
        return new FileStep("employees", COLUMNS, rows);
    }

    private LocalDate day() {
        LocalDate day = SalesStoryDice.FIRST_DAY.plusDays(random.nextInt(600));
        return random.nextBoolean() ? day : day.withDayOfMonth(1);
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }
}
