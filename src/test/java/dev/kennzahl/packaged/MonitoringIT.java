package dev.kennzahl.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard and the alerts ask for what the service reports. */
class MonitoringIT {
    private static final Pattern METRIC = Pattern.compile("\\b(?:kennzahl|http|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern REPORTED = Pattern.compile("(?m)^([a-z_0-9]+)[ {]");

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "grafana-dashboard.json"})
    void everyMetricNamedIsReported(String file) throws IOException {
        ServiceClient company = DemoCompany.service().demo();
        company.get("/api/v1/kpis/won_revenue/values?from=2025-01-01&to=2026-01-01");
        Set<String> reported = new TreeSet<>();
        REPORTED.matcher(company.ask("/q/metrics").body()).results().forEach(match -> reported.add(match.group(1)));

        Set<String> named = new TreeSet<>();
        METRIC.matcher(Files.readString(Path.of("k8s/monitoring").resolve(file)))
                .results()
                .forEach(match -> named.add(match.group()));

        assertThat(named).hasSizeGreaterThan(3);
        assertThat(reported).containsAll(named);
    }
}
