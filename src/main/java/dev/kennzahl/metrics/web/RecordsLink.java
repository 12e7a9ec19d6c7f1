package dev.kennzahl.metrics.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.ChangeQuery;
import dev.kennzahl.metrics.Figure;
import dev.kennzahl.metrics.KpiQuery;

/** Where the records behind a part of a change are: the path and query of REST's records. */
final class RecordsLink {
    private RecordsLink() {}

    /** The records of the KPI itself. */
    static String of(ChangeQuery query, ReportingPeriod period, List<KpiQuery.Filter> where, @Nullable Instant asOf) {
        return path(query.key(), query.variant(), query.options(), query, period, where, asOf);
    }

    /** The records of a figure that is part of it. */
    static String of(ChangeQuery query, Figure figure, ReportingPeriod period) {
        Asked asked = figure.asked();
        Map<String, Integer> own = figure.kpi().definition().options().stream()
                .filter(option -> query.options().containsKey(option.name()))
                .collect(Collectors.toMap(option -> option.name(), option -> asked.option(option.name())));
        return path(figure.kpi().definition().key(), asked.variant(), own, query, period, query.where(), query.asOf());
    }

    private static String path(
            String key,
            @Nullable String variant,
            Map<String, Integer> options,
            ChangeQuery query,
            ReportingPeriod period,
            List<KpiQuery.Filter> where,
            @Nullable Instant asOf) {
        StringBuilder path =
                new StringBuilder("/api/v1/kpis/" + key + "/records?from=" + period.from() + "&to=" + period.to());
        append(path, "variant", variant);
        where.forEach(filter -> append(path, "where", text(filter)));
        append(path, "asOf", asOf == null ? null : asOf.toString());
        append(path, "currency", key.equals(query.key()) ? query.currency() : null);
        options.forEach((name, value) -> append(path, "option", name + ":" + value));
        return path.toString();
    }

    private static void append(StringBuilder path, String name, @Nullable String value) {
        if (value != null) {
            path.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    private static String text(KpiQuery.Filter filter) {
        return (filter.exclude() ? "!" : "") + filter.dimension() + ":"
                + filter.values().stream()
                        .map(value -> value.replace(",", "\\,"))
                        .collect(Collectors.joining(","));
    }
}
