package dev.kennzahl.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard and the alerts ask for what the service reports, by labels that it has. */
class MonitoringIT {
    /** Reads JSON as well. */
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:kennzahl|http|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern REPORTED = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What Prometheus adds to everything: of whom it was. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "pod");

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "grafana-dashboard.json"})
    void everyMetricNamedIsReportedWithTheLabelsItIsAskedBy(String file) throws IOException {
        Map<String, Set<String>> reported = reported();
        List<String> unknown = new ArrayList<>();
        List<String> expressions = YAML.readTree(
                        Files.readString(Path.of("k8s/monitoring").resolve(file)))
                .findValuesAsText("expr");
        expressions.forEach(expression -> asked(expression).forEach((metric, labels) -> {
            Set<String> missing = new TreeSet<>(labels);
            missing.removeAll(reported.getOrDefault(metric, Set.of()));
            missing.removeAll(OF_THE_TARGET);
            if (!reported.containsKey(metric) || !missing.isEmpty()) {
                unknown.add(metric + " " + missing);
            }
        }));

        assertThat(expressions).hasSizeGreaterThan(3);
        assertThat(unknown).isEmpty();
    }

    /** The labels of each metric, once a figure was asked for. */
    private static Map<String, Set<String>> reported() {
        ServiceClient company = DemoCompany.service().demo();
        company.get("/api/v1/kpis/won_revenue/values?from=2025-01-01&to=2026-01-01");
        Map<String, Set<String>> reported = new HashMap<>();
        Matcher line = REPORTED.matcher(company.ask("/q/metrics").body());
        while (line.find()) {
            reported.computeIfAbsent(line.group(1), metric -> new TreeSet<>()).addAll(names(LABEL, line.group(2)));
        }
        return reported;
    }

    /** By which labels an expression asks for each of its metrics; what it groups by, all of them must have. */
    private static Map<String, Set<String>> asked(String expression) {
        Set<String> groups = new TreeSet<>();
        GROUPED.matcher(expression)
                .results()
                .forEach(group -> groups.addAll(List.of(group.group(1).split(",\\s*"))));
        Map<String, Set<String>> asked = new HashMap<>();
        METRIC.matcher(expression).results().forEach(metric -> {
            Set<String> labels = asked.computeIfAbsent(metric.group(1), name -> new TreeSet<>(groups));
            labels.addAll(names(SELECTED, metric.group(2)));
        });
        assertThat(asked).as(expression).isNotEmpty();
        return asked;
    }

    private static Set<String> names(Pattern label, String text) {
        Set<String> names = new TreeSet<>();
        if (text != null) {
            label.matcher(text).results().forEach(match -> names.add(match.group(1)));
        }
        return names;
    }
}
