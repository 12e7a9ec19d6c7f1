package dev.kennzahl.api;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.kennzahl.PlainClient;

/** What the service tells Prometheus at a moment. */
record MetricsPage(List<String> lines) {
    static MetricsPage now() {
        return new MetricsPage(PlainClient.anonymous()
                .get("/q/metrics", "text/plain")
                .expect(200)
                .body()
                .lines()
                .toList());
    }

    /** The values of a label of a metric. */
    Set<String> values(String metric, String label) {
        Pattern value = Pattern.compile("^" + metric + "\\{.*\\b" + label + "=\"([^\"]*)\"");
        Set<String> values = new TreeSet<>();
        lines.forEach(line -> value.matcher(line).results().forEach(match -> values.add(match.group(1))));
        return values;
    }

    /** The sum of all series of a metric that have these labels. */
    double sum(String metric, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
