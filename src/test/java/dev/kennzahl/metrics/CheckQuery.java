package dev.kennzahl.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A KPI's check query: SQL written by hand, apart from the engine's, for the value of one bucket. */
final class CheckQuery {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    private final String statement;
    private final List<String> parameters;

    /** @param numerator null where the KPI has none */
    record Checked(BigDecimal value, BigDecimal numerator, BigDecimal denominator, long sampleSize, String reason) {}

    private CheckQuery(String text) {
        String code = text.lines()
                .filter(line -> !line.strip().startsWith("--"))
                .reduce("", (one, other) -> one + "\n" + other);
        statement = PARAMETER.matcher(code).replaceAll("?");
        parameters = PARAMETER
                .matcher(code)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** What several queries use, to be made in a session before them. */
    static String functions() {
        return text("/dev/kennzahl/metrics/kpi/check-functions.sql").orElseThrow();
    }

    /** Where the query of a variant is, from the root of the resources. */
    static String path(String kpi, String variant) {
        return "/dev/kennzahl/metrics/kpi/" + kpi + (variant.equals("default") ? "" : "." + variant) + ".check.sql";
    }

    static Optional<CheckQuery> of(String kpi, String variant) {
        return text(path(kpi, variant)).map(CheckQuery::new);
    }

    private static Optional<String> text(String path) {
        try (InputStream file = CheckQuery.class.getResourceAsStream(path)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param values by the names of the parameters: tenant, from, to, zone, asOf */
    Checked answer(Connection database, Map<String, Object> values) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(statement)) {
            List<Object> bound = new ArrayList<>();
            parameters.forEach(name -> bound.add(values.get(name)));
            for (int i = 0; i < bound.size(); i++) {
                query.setObject(i + 1, bound.get(i));
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Checked(
                        row.getBigDecimal("value"),
                        row.getBigDecimal("numerator"),
                        row.getBigDecimal("denominator"),
                        row.getLong("sample_size"),
                        row.getString("reason"));
            }
        }
    }
}
