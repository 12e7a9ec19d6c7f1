package dev.kennzahl.metrics.web;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.metrics.shape.Pareto;

/** Where a page of customers on the Pareto curve ended: revenue and key. */
final class ParetoCursor {
    /** Longer than any sum of amounts; a number of more digits is none of ours. */
    private static final int LONGEST_REVENUE = 400;

    private ParetoCursor() {}

    static String key(Pareto.Customer customer) {
        return customer.revenue().toPlainString() + " " + customer.id();
    }

    static Pareto.@Nullable Position read(@Nullable String after) {
        String key = Page.keyOf(after);
        if (key == null) {
            return null;
        }
        int blank = key.indexOf(' ');
        if (blank < 1 || blank > LONGEST_REVENUE || !key.substring(0, blank).matches("[0-9.]+")) {
            throw Page.invalidCursor();
        }
        try {
            return new Pareto.Position(new BigDecimal(key.substring(0, blank)), key.substring(blank + 1));
        } catch (NumberFormatException e) {
            throw Page.invalidCursor();
        }
    }
}
