package dev.kennzahl.demo.sample;

import java.math.BigDecimal;

/**
 * Something the sample company sells.
 *
 * @param fewest the smallest usual quantity of a deal
 * @param most the largest usual quantity of a deal
 * @param pace how long its deals take compared with the average
 */
public record Product(
        String productId,
        String name,
        String productGroup,
        BigDecimal listPrice,
        BigDecimal variableCost,
        int fewest,
        int most,
        double pace) {}
