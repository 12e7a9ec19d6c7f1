package dev.kennzahl.metrics.web;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Which KPIs of the catalogue are wanted.
 *
 * @param category only those of this section; null for all
 * @param text only those whose key, name or description has it; empty for all
 */
public record KpiSearch(@Nullable KpiCategory category, String text) {
    static final KpiSearch ALL = new KpiSearch(null, "");

    /** As a request has them; what is no section is refused. */
    static KpiSearch of(@Nullable String category, @Nullable String text) {
        return new KpiSearch(category == null ? null : category(category), text == null ? "" : text);
    }

    private static KpiCategory category(String text) {
        return Arrays.stream(KpiCategory.values())
                .filter(category -> category.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID_VALUE,
                        "category",
                        "category must be one of "
                                + Arrays.toString(KpiCategory.values()).toLowerCase(Locale.ROOT) + "."));
    }

    boolean isAll() {
        return equals(ALL);
    }

    boolean finds(KpiView kpi) {
        String sought = text.toLowerCase(Locale.ROOT);
        return (category == null || kpi.category() == category)
                && (kpi.key().contains(sought)
                        || kpi.name().toLowerCase(Locale.ROOT).contains(sought)
                        || kpi.description().toLowerCase(Locale.ROOT).contains(sought));
    }
}
