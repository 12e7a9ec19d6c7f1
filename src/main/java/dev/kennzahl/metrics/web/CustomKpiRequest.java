package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.metrics.CustomDefinition;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A custom KPI as a tenant writes it. */
@Schema(name = "CustomKpiRequest", description = "A KPI to be made of others.")
public record CustomKpiRequest(
        @Schema(description = "The key to ask by: small letters, digits and underscores. Only when it is made.")
                @Nullable
                String key,
        @Schema(description = "How it is made of others: revenue / active_customers.", required = true) @Nullable
                String expression,
        @Schema(description = "Names for people.", required = true) @Nullable Texts label,
        @Schema(description = "What it tells; the expression when absent.") @Nullable Texts description,
        @Schema(description = "The section of the catalogue; that of the first KPI in the expression when absent.")
                @Nullable
                String category,
        @Schema(description = "HIGHER_IS_BETTER, LOWER_IS_BETTER or NEUTRAL (default).") @Nullable String direction) {
    private static final int LONGEST = 500;

    /** A text by language. */
    @Schema(name = "CustomKpiTexts", description = "A text in the languages there are; one may stand for both.")
    public record Texts(
            @Schema(description = "In English.") @Nullable String en,
            @Schema(description = "In German.") @Nullable String de) {

        Map<String, String> byLanguage(String field) {
            Map<String, String> texts = new LinkedHashMap<>();
            put(texts, field, "en", en);
            put(texts, field, "de", de);
            return texts;
        }

        private static void put(Map<String, String> texts, String field, String language, @Nullable String text) {
            if (text == null || text.isBlank()) {
                return;
            }
            if (text.length() > LONGEST || text.indexOf('\u0000') >= 0) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        field + "." + language,
                        field + "." + language + " must have at most " + LONGEST + " characters.");
            }
            texts.put(language, text.strip());
        }
    }

    static CustomKpiRequest given(@Nullable CustomKpiRequest wish) {
        if (wish == null) {
            throw missing("expression");
        }
        return wish;
    }

    String namedKey() {
        if (key == null || key.isBlank()) {
            throw missing("key");
        }
        return key;
    }

    CustomDefinition definition(String ofKey) {
        if (key != null && !key.equals(ofKey)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "key", "key must be that of the path, or left out; it cannot change.");
        }
        if (expression == null || expression.isBlank()) {
            throw missing("expression");
        }
        Map<String, String> labels = label == null ? Map.of() : label.byLanguage("label");
        if (labels.isEmpty()) {
            throw missing("label");
        }
        return new CustomDefinition(
                ofKey,
                1,
                expression.strip(),
                labels,
                description == null ? Map.of() : description.byLanguage("description"),
                category == null ? null : oneOf("category", category, KpiCategory.values()),
                direction == null ? Direction.NEUTRAL : oneOf("direction", direction, Direction.values()),
                Instant.EPOCH,
                null);
    }

    private static <E extends Enum<E>> E oneOf(String field, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID_VALUE, field, field + " must be one of " + Arrays.toString(values) + "."));
    }

    private static Problem missing(String field) {
        return new Problem(ProblemCode.MISSING_VALUE, field, field + " must be given.");
    }
}
