package dev.kennzahl.metrics.web;

import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.Accumulate;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Order;
import dev.kennzahl.metrics.QuestionText;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The parameters of a question in REST. */
public class KpiQueryParameters {
    @Parameter(description = "The first day, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2025-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after the last, an ISO date.", required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "day, week, month, quarter, year or total (default).")
    @QueryParam("grain")
    @Nullable
    String grain;

    @Parameter(description = "Up to three dimensions or custom attributes, separated by commas.")
    @QueryParam("groupBy")
    @Nullable
    String groupBy;

    @Parameter(
            description =
                    "dimension:value[,value…], repeatable; a ! in front excludes; an empty value means unknown; a comma within a value is written as \\,.")
    @QueryParam("where")
    List<String> where = List.of();

    @Parameter(description = "One of the KPI's variants; the default is the first.")
    @QueryParam("variant")
    @Nullable
    String variant;

    @Parameter(
            description =
                    "previous_period, previous_year and target, one or more, separated by commas. A target is that of the whole"
                            + " bucket: those set for just what was asked, else the sum of the next finer ones; of a longer period"
                            + " a figure that adds up has its days' share, a balance the target of its last day, all else the mean"
                            + " over its days.")
    @QueryParam("compare")
    @Nullable
    String compare;

    @Parameter(description = "An instant: answer as it was known then.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
    @QueryParam("currency")
    @Nullable
    String currency;

    @Parameter(description = "What an empty bucket holds: zero (default) or null.")
    @QueryParam("fill")
    @Nullable
    String fill;

    @Parameter(description = "group (default), value or -value; with a limit the default is -value.")
    @QueryParam("order")
    @Nullable
    String order;

    @Parameter(description = "How many groups at most.")
    @QueryParam("limit")
    @Nullable
    String limit;

    @Parameter(description = "name:number, repeatable: an option of the KPI, such as window_days:90.")
    @QueryParam("option")
    List<String> option = List.of();

    @Parameter(
            description =
                    "true: with a limit, when there are more groups, a last series stands for all others together, so that the series add up to the total; it is marked by 'others' and its group's values are null.")
    @QueryParam("others")
    @Nullable
    String others;

    @Parameter(
            description =
                    "true: every value's share of the total of its bucket over all groups, listed or not; only for figures that add up over groups.")
    @QueryParam("share")
    @Nullable
    String share;

    @Parameter(
            description =
                    "period: values are running totals from the first bucket; year, quarter or month: to date, from the start of the (fiscal) year, quarter or month that holds the bucket's last day, also where that is before 'from'. Not for balances.")
    @QueryParam("accumulate")
    @Nullable
    String accumulate;

    @Parameter(
            description =
                    "A number of buckets: every value is computed over so many, its own the last; they reach back before 'from'. Not for balances.")
    @QueryParam("rolling")
    @Nullable
    String rolling;

    @Parameter(
            description =
                    "true: how far the answer can be trusted is said beside it: missing amounts, stale close dates, unprocessed deliveries, small samples. Of values as JSON only.")
    @QueryParam("quality")
    @Nullable
    String quality;

    boolean wantsQuality() {
        return flag("quality", quality);
    }

    KpiQuery query(String key) {
        return new KpiQuery(
                key,
                variant,
                Parameters.date("from", from),
                Parameters.date("to", to),
                grain == null ? Grain.TOTAL : Parameters.oneOf("grain", grain, Grain.values()),
                Parameters.list(groupBy),
                where.stream().map(KpiQuery.Filter::parse).toList(),
                Parameters.list(compare).stream()
                        .distinct()
                        .map(name -> Parameters.oneOf("compare", name, Comparison.values()))
                        .toList(),
                Parameters.instant("asOf", asOf),
                currency,
                fill == null ? Fill.ZERO : Parameters.oneOf("fill", fill, Fill.values()),
                order(),
                Parameters.number("limit", limit),
                QuestionText.options(option),
                new KpiQuery.Extras(
                        flag("others", others),
                        flag("share", share),
                        accumulate == null ? null : Parameters.oneOf("accumulate", accumulate, Accumulate.values()),
                        Parameters.number("rolling", rolling)));
    }

    static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be true or false.");
    }

    private @Nullable Order order() {
        if (order == null) {
            return null;
        }
        return switch (order) {
            case "group" -> Order.GROUP;
            case "value" -> Order.VALUE_ASCENDING;
            case "-value" -> Order.VALUE_DESCENDING;
            default ->
                throw new Problem(ProblemCode.INVALID_VALUE, "order", "order must be one of [group, value, -value].");
        };
    }
}
