package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A maintenance contract.
 *
 * @param endOn the last day it is in force
 * @param cancelledOn when the customer gave notice; empty where it was renewed or runs
 */
public record Contract(
        String contractId,
        String customerId,
        String productId,
        String ownerId,
        LocalDate startOn,
        LocalDate endOn,
        @Nullable LocalDate cancelledOn,
        BigDecimal annualValue) {}
