package dev.kennzahl.demo.sample;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A company that buys, or may buy, from the sample company.
 *
 * @param knownFrom the first day on which they may ask for something
 * @param becameCustomerOn empty while they have bought nothing
 */
public record Customer(
        String customerId,
        String name,
        String region,
        String country,
        String industry,
        String segment,
        String companySize,
        String needs,
        String ownerId,
        LocalDate knownFrom,
        @Nullable LocalDate becameCustomerOn,
        @Nullable LocalDate churnedOn) {

    boolean asksOn(LocalDate day) {
        return !knownFrom.isAfter(day) && (churnedOn == null || day.isBefore(churnedOn));
    }

    Customer since(LocalDate firstPurchaseOn) {
        return new Customer(
                customerId,
                name,
                region,
                country,
                industry,
                segment,
                companySize,
                needs,
                ownerId,
                knownFrom,
                firstPurchaseOn,
                churnedOn);
    }
}
