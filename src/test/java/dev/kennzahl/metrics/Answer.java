package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer, read from any interface into one form; numbers stay the texts that were sent, so that equal means equal to the
 * last digit.
 */
record Answer(
        String variant, String unit, String currency, boolean partial, String watermark, List<AnsweredSeries> series) {

    /** @param group the values in the order of groupBy, null for unknown */
    record AnsweredSeries(List<String> group, Map<String, String> labels, boolean others, List<AnsweredPoint> points) {}

    record AnsweredPoint(
            String from,
            String to,
            String since,
            String value,
            String numerator,
            String denominator,
            String share,
            String low,
            String high,
            long sampleSize,
            boolean partial,
            String reason,
            Map<String, ComparedValue> comparisons) {
        BigDecimal number() {
            return decimal(value);
        }
    }

    record ComparedValue(String from, String to, String value, String change, String changeRatio, String reason) {}

    static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** The one point of an answer that has no groups and the grain total. */
    AnsweredPoint only() {
        if (series.size() != 1 || series.get(0).points().size() != 1) {
            throw new AssertionError("one point expected, not " + series);
        }
        return series.get(0).points().get(0);
    }

    List<AnsweredPoint> points(List<String> group) {
        return series.stream()
                .filter(found -> found.group().equals(group) && !found.others())
                .findFirst()
                .map(AnsweredSeries::points)
                .orElse(List.of());
    }

    static Answer ofRest(JsonNode json, List<String> groupBy) {
        List<AnsweredSeries> series = new ArrayList<>();
        for (JsonNode one : json.path("series")) {
            List<String> group = new ArrayList<>();
            Map<String, String> labels = new LinkedHashMap<>();
            groupBy.forEach(dimension -> group.add(text(one.path("group"), dimension)));
            one.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            List<AnsweredPoint> points = new ArrayList<>();
            for (JsonNode point : one.path("points")) {
                Map<String, ComparedValue> comparisons = new LinkedHashMap<>();
                point.path("comparisons")
                        .properties()
                        .forEach(entry -> comparisons.put(entry.getKey(), compared(entry.getValue())));
                points.add(point(point, comparisons));
            }
            series.add(new AnsweredSeries(group, labels, one.path("others").asBoolean(), points));
        }
        return of(json, series);
    }

    static Answer ofGraphQl(JsonNode json) {
        List<AnsweredSeries> series = new ArrayList<>();
        for (JsonNode one : json.path("series")) {
            List<String> group = new ArrayList<>();
            Map<String, String> labels = new LinkedHashMap<>();
            for (JsonNode value : one.path("group")) {
                group.add(text(value, "value"));
                if (text(value, "label") != null) {
                    labels.put(text(value, "dimension"), text(value, "label"));
                }
            }
            List<AnsweredPoint> points = new ArrayList<>();
            for (JsonNode point : one.path("points")) {
                Map<String, ComparedValue> comparisons = new LinkedHashMap<>();
                point.path("comparisons")
                        .forEach(entry -> comparisons.put(lower(text(entry, "comparison")), compared(entry)));
                points.add(point(point, comparisons));
            }
            series.add(new AnsweredSeries(group, labels, one.path("others").asBoolean(), points));
        }
        return of(json, series);
    }

    private static Answer of(JsonNode json, List<AnsweredSeries> series) {
        return new Answer(
                text(json, "variant"),
                lower(text(json, "unit")),
                text(json, "currency"),
                json.path("partial").asBoolean(),
                text(json, "watermark"),
                series);
    }

    private static AnsweredPoint point(JsonNode point, Map<String, ComparedValue> comparisons) {
        return new AnsweredPoint(
                text(point, "from"),
                text(point, "to"),
                text(point, "since"),
                text(point, "value"),
                text(point, "numerator"),
                text(point, "denominator"),
                text(point, "share"),
                text(point, "low"),
                text(point, "high"),
                point.path("sampleSize").asLong(),
                point.path("partial").asBoolean(),
                text(point, "reason"),
                comparisons);
    }

    private static ComparedValue compared(JsonNode json) {
        return new ComparedValue(
                text(json, "from"),
                text(json, "to"),
                text(json, "value"),
                text(json, "change"),
                text(json, "changeRatio"),
                text(json, "reason"));
    }

    private static List<String> extras(Question question, AnsweredSeries series, AnsweredPoint point) {
        List<String> cells = new ArrayList<>();
        if (question.isWindowed()) {
            cells.add(point.since());
        }
        if (question.parameters().containsKey("others")) {
            cells.add(Boolean.toString(series.others()));
        }
        if (question.parameters().containsKey("share")) {
            cells.add(point.share());
        }
        return cells;
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /** The rows that the answer has as CSV, without the header. */
    List<List<String>> rows(Question question) {
        List<List<String>> rows = new ArrayList<>();
        for (AnsweredSeries one : series) {
            for (AnsweredPoint point : one.points()) {
                List<String> row = new ArrayList<>(List.of(question.kpi(), variant));
                row.addAll(one.group());
                row.addAll(java.util.Arrays.asList(
                        point.from(),
                        point.to(),
                        point.value(),
                        unit,
                        currency,
                        point.numerator(),
                        point.denominator(),
                        Long.toString(point.sampleSize()),
                        Boolean.toString(point.partial()),
                        point.reason(),
                        point.low(),
                        point.high()));
                row.addAll(extras(question, one, point));
                for (String comparison : question.compare()) {
                    ComparedValue compared = point.comparisons().get(comparison);
                    row.addAll(java.util.Arrays.asList(compared.value(), compared.change(), compared.changeRatio()));
                }
                rows.add(row.stream().map(cell -> cell == null ? "" : cell).toList());
            }
        }
        return rows;
    }
}
