package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a manager made of a figure.
 *
 * @param amount in the currency asked for; null for a withdrawal, and where there is no rate
 */
record Adjustment(Kind kind, @Nullable BigDecimal amount) {
    /** How a figure is changed. */
    enum Kind {
        /** It is this, whatever is submitted. */
        AMOUNT,
        /** So much is added. */
        DELTA,
        /** All adjustments made before end. */
        WITHDRAW
    }

    /**
     * The figure with all adjustments. The latest amount takes the place of what was submitted, also of what is submitted later; deltas
     * made after it are added. Without an amount all deltas are added to what is submitted, where nothing was to nothing.
     *
     * @param submitted null when nothing was
     * @param made in the order they were made
     * @return null when nothing was submitted or made
     */
    static @Nullable BigDecimal applied(@Nullable BigDecimal submitted, List<Adjustment> made) {
        BigDecimal figure = submitted;
        BigDecimal added = null;
        for (Adjustment adjustment : made) {
            BigDecimal amount = adjustment.amount() == null ? BigDecimal.ZERO : adjustment.amount();
            switch (adjustment.kind()) {
                case AMOUNT -> {
                    figure = amount;
                    added = null;
                }
                case DELTA -> added = added == null ? amount : added.add(amount);
                case WITHDRAW -> {
                    figure = submitted;
                    added = null;
                }
            }
        }
        if (added == null) {
            return figure;
        }
        return figure == null ? added : figure.add(added);
    }
}
