package dev.kennzahl.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;

/**
 * The SHA-256 of an answer in one canonical form: a JSON array without blanks, {@code [kpi, variant, currency, series…]}, a series
 * {@code [[[dimension, value]…], others, [point…]]}, a point {@code [from, to, since, value, numerator, denominator, sampleSize,
 * reason, share, low, high, [[comparison, from, to, value, numerator, denominator, sampleSize, reason]…]]}. Decimals are strings as
 * in the answer, comparisons stand in the alphabetical order of their names. What people read (labels, language), when it was asked, and
 * whether a bucket is over are not in it.
 */
final class AnswerDigest {
    private static final JsonFactory JSON = new JsonFactory();

    private AnswerDigest() {}

    /** As 64 hexadecimal digits. */
    static String of(KpiQuery question, @Nullable String currency, List<KpiResult.Series> series) {
        MessageDigest sha256 = sha256();
        try (JsonGenerator json =
                JSON.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
            json.writeStartArray();
            json.writeString(question.key());
            json.writeString(question.variant());
            json.writeString(currency);
            for (KpiResult.Series one : series) {
                write(json, one);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(JsonGenerator json, KpiResult.Series series) throws IOException {
        json.writeStartArray();
        json.writeStartArray();
        for (KpiResult.GroupValue value : series.group()) {
            json.writeStartArray();
            json.writeString(value.dimension());
            json.writeString(value.value());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeBoolean(series.others());
        json.writeStartArray();
        for (KpiResult.Point point : series.points()) {
            write(json, point);
        }
        json.writeEndArray();
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, KpiResult.Point point) throws IOException {
        json.writeStartArray();
        write(json, point.bucket());
        json.writeString(point.since().toString());
        write(json, point.value());
        write(json, point.share());
        write(json, point.interval() == null ? null : point.interval().low());
        write(json, point.interval() == null ? null : point.interval().high());
        json.writeStartArray();
        for (Comparison comparison : Comparison.values()) {
            write(json, comparison, point.comparisons());
        }
        json.writeEndArray();
        json.writeEndArray();
    }

    private static void write(
            JsonGenerator json, Comparison comparison, Map<Comparison, KpiResult.Compared> comparisons)
            throws IOException {
        KpiResult.Compared compared = comparisons.get(comparison);
        if (compared != null) {
            json.writeStartArray();
            json.writeString(comparison.key());
            write(json, compared.bucket());
            write(json, compared.value());
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, ReportingPeriod period) throws IOException {
        json.writeString(period.from().toString());
        json.writeString(period.to().toString());
    }

    private static void write(JsonGenerator json, KpiValue value) throws IOException {
        write(json, value.value());
        write(json, value.numerator());
        write(json, value.denominator());
        json.writeNumber(value.sampleSize());
        json.writeString(value.reason() == null ? null : value.reason().name());
    }

    private static void write(JsonGenerator json, @Nullable BigDecimal number) throws IOException {
        json.writeString(number == null ? null : number.toPlainString());
    }
}
