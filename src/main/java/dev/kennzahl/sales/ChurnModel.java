package dev.kennzahl.sales;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * By what a tenant tells who is a customer, and since when no more.
 *
 * @param name {@code contract}, {@code purchase_window} or {@code explicit}
 * @param purchaseWindowDays for how many days a purchase makes somebody a customer, its own included; of a purchase window only
 */
@RegisterForReflection
public record ChurnModel(String name, int purchaseWindowDays) {}
