package dev.kennzahl.forecast.value;

/**
 * What a customer did up to a day of observation, in any unit of time, the same for all.
 *
 * @param frequency how many purchases after the first one
 * @param recency the time from the first purchase to the last; 0 when there was only one
 * @param age the time from the first purchase to the day of observation
 * @param value the mean amount of the purchases after the first one; 0 when there was none
 */
public record PurchaseHistory(int frequency, double recency, double age, double value) {}
