package dev.kennzahl.metrics.web;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.KpiResult.Compared;

/** An answer as CSV (RFC 4180): one row per group and bucket; the same numbers as in JSON. */
final class ValuesCsv {
    private ValuesCsv() {}

    static String write(KpiResult result) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header(result));
            for (KpiResult.Series series : result.series()) {
                for (KpiResult.Point point : series.points()) {
                    csv.writeRecord(row(result, series, point));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all that is written", e);
        }
        return text.toString();
    }

    /** No name stands twice: a dimension that is called like one of our columns is {@code group_currency}. */
    private static List<String> header(KpiResult result) {
        List<String> before = List.of("kpi", "variant");
        List<String> after = new ArrayList<>(List.of(
                "from",
                "to",
                "value",
                "unit",
                "currency",
                "numerator",
                "denominator",
                "sample_size",
                "partial",
                "reason",
                "low",
                "high"));
        after.addAll(extras(result, "since", "others", "share"));
        for (Comparison comparison : result.query().compare()) {
            after.addAll(List.of(comparison.key(), comparison.key() + "_change", comparison.key() + "_change_ratio"));
        }
        Set<String> taken = new HashSet<>(before);
        taken.addAll(after);
        List<String> header = new ArrayList<>(before);
        for (String dimension : result.query().groupBy()) {
            String name = dimension;
            while (!taken.add(name)) {
                name = "group_" + name;
            }
            header.add(name);
        }
        header.addAll(after);
        return header;
    }

    private static List<String> row(KpiResult result, KpiResult.Series series, KpiResult.Point point) {
        List<String> row = new ArrayList<>(List.of(result.kpi().definition().key(), result.variant()));
        series.group().forEach(group -> row.add(cell(group.value())));
        row.add(point.bucket().from().toString());
        row.add(point.bucket().to().toString());
        row.add(number(point.value().value()));
        row.add(result.kpi().definition().unit(result.variant()).key());
        row.add(cell(result.currency()));
        row.add(number(point.value().numerator()));
        row.add(number(point.value().denominator()));
        row.add(Long.toString(point.value().sampleSize()));
        row.add(Boolean.toString(point.partial()));
        row.add(point.value().reason() == null ? "" : point.value().reason().name());
        row.add(point.interval() == null ? "" : number(point.interval().low()));
        row.add(point.interval() == null ? "" : number(point.interval().high()));
        row.addAll(extras(result, point.since().toString(), Boolean.toString(series.others()), number(point.share())));
        for (Comparison comparison : result.query().compare()) {
            Compared compared = Objects.requireNonNull(point.comparisons().get(comparison));
            row.add(number(compared.value().value()));
            row.add(number(compared.change()));
            row.add(number(compared.changeRatio()));
        }
        return row;
    }

    /** The columns of what was asked for besides the plain values. */
    private static List<String> extras(KpiResult result, String since, String others, String share) {
        KpiQuery.Extras asked = result.query().extras();
        List<String> columns = new ArrayList<>();
        if (asked.accumulate() != null || asked.rolling() != null) {
            columns.add(since);
        }
        if (asked.others()) {
            columns.add(others);
        }
        if (asked.share()) {
            columns.add(share);
        }
        return columns;
    }

    private static String cell(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String number(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
