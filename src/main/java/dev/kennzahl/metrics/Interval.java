package dev.kennzahl.metrics;

import java.math.BigDecimal;

/**
 * How far chance alone may have moved a value: the bounds of its 95 % interval, in the value's unit, six decimals half even. Of a forecast,
 * between what the value is to be with a probability of 95 %.
 */
public record Interval(BigDecimal low, BigDecimal high) {}
