package dev.kennzahl.metrics;

import java.math.BigDecimal;

/** How far chance alone may have moved a value: the bounds of its 95 % interval, in the value's unit, six decimals half even. */
public record Interval(BigDecimal low, BigDecimal high) {}
