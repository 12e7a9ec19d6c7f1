package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** Expects what customers will bring, from what all of them did. Figures know nothing of models; whoever has one implements this. */
public interface PurchaseModel {
    /**
     * What each of some customers is expected to bring from the day of observation on.
     *
     * @param all what the model is fitted to, in an order that is always the same
     * @param months how far ahead
     * @param discountBasisPoints the discount of a year in hundredths of a percent
     * @return an amount for each of {@code some}, in their order; nothing when too little is known to fit the model
     */
    Uni<List<BigDecimal>> expect(
            List<PurchaseSummary> all, List<PurchaseSummary> some, int months, int discountBasisPoints);
}
