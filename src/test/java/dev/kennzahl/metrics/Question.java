package dev.kennzahl.metrics;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question to a KPI as a caller writes it, told once and put into REST's and GraphQL's words. Parameters go by REST's names;
 * {@code groupBy} and {@code compare} are lists of text, {@code where} is a list of {@link Filter}.
 */
record Question(String kpi, Map<String, Object> parameters) {

    /** @param values the empty text stands for unknown */
    record Filter(String dimension, List<String> values, boolean exclude) {
        String rest() {
            return (exclude ? "!" : "") + dimension + ":"
                    + values.stream().map(value -> value.replace(",", "\\,")).collect(Collectors.joining(","));
        }
    }

    static Question of(String kpi, Object from, Object to) {
        return new Question(kpi, Map.of()).with("from", from.toString()).with("to", to.toString());
    }

    /** The same question with a parameter set; null takes it away. */
    Question with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Question(kpi, changed);
    }

    /** The same asked of another KPI, which need not have the options of this one. */
    Question of(String otherKpi) {
        return new Question(otherKpi, parameters).with("option", null);
    }

    String variant() {
        return (String) parameters.get("variant");
    }

    List<String> groupBy() {
        return list("groupBy");
    }

    List<String> compare() {
        return list("compare");
    }

    boolean isWindowed() {
        return parameters.containsKey("accumulate") || parameters.containsKey("rolling");
    }

    List<Filter> where() {
        return parameters.get("where") instanceof List<?> filters
                ? filters.stream().map(Filter.class::cast).toList()
                : List.of();
    }

    private List<String> list(String name) {
        return parameters.get(name) instanceof List<?> values
                ? values.stream().map(String.class::cast).toList()
                : List.of();
    }

    /** The query in REST, with {@code /values} or {@code /records}. */
    String path(String resource) {
        StringBuilder path = new StringBuilder("/api/v1/kpis/" + encoded(kpi) + "/" + resource);
        String[] separator = {"?"};
        parameters.forEach((name, value) -> {
            if (name.equals("where")) {
                where().forEach(filter -> append(path, separator, name, filter.rest()));
            } else if (value instanceof List<?> values) {
                append(path, separator, name, String.join(",", list(name)));
            } else {
                append(path, separator, name, value.toString());
            }
        });
        return path.toString();
    }

    private static void append(StringBuilder path, String[] separator, String name, String value) {
        path.append(separator[0]).append(name).append('=').append(encoded(value));
        separator[0] = "&";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** GraphQL's variables {@code key} and {@code query}. */
    Map<String, Object> variables() {
        Map<String, Object> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.put(name.equals("option") ? "options" : name, graphQl(name, value)));
        return Map.of("key", kpi, "query", query);
    }

    private Object graphQl(String name, Object value) {
        return switch (name) {
            case "grain", "fill", "accumulate" -> value.toString().toUpperCase(Locale.ROOT);
            case "order" ->
                Map.of("value", "VALUE_ASCENDING", "-value", "VALUE_DESCENDING")
                        .getOrDefault(value, value.toString().toUpperCase(Locale.ROOT));
            case "option" -> {
                String[] option = value.toString().split(":");
                yield List.of(Map.of("name", option[0], "value", Integer.parseInt(option[1])));
            }
            case "compare" ->
                compare().stream()
                        .map(comparison -> comparison.toUpperCase(Locale.ROOT))
                        .toList();
            case "where" ->
                where().stream()
                        .map(filter -> Map.of(
                                "dimension",
                                filter.dimension(),
                                "values",
                                filter.values(),
                                "exclude",
                                filter.exclude()))
                        .toList();
            default -> value;
        };
    }

    @Override
    public String toString() {
        return path("values");
    }
}
