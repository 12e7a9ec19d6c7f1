package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.Question.DimensionRef;
import dev.kennzahl.metrics.sql.Question.Restriction;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.TenantSettings;

/** Checks a question and finds what its names mean for the tenant; what is wrong is said with the name of the parameter. */
@Singleton
class QuestionReader {
    private final MetricsConfig config;

    QuestionReader(MetricsConfig config) {
        this.config = config;
    }

    /** The period, which must not be empty. */
    static ReportingPeriod period(KpiQuery query) {
        if (!query.from().isBefore(query.to())) {
            throw new Problem(
                    ProblemCode.INVALID_PERIOD,
                    "from",
                    "from must be before to; the period is half-open, to is the day after the last.");
        }
        return new ReportingPeriod(query.from(), query.to());
    }

    /** What can be checked without looking anything up. */
    void check(KpiQuery query) {
        requireYear("from", query.from().getYear());
        requireYear("to", query.to().getYear());
        if (query.asOf() != null) {
            requireYear("asOf", query.asOf().atOffset(ZoneOffset.UTC).getYear());
        }
        period(query);
        if (query.groupBy().size() > config.maxDimensions()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "groupBy",
                    "groupBy takes at most " + config.maxDimensions() + " dimensions.");
        }
        if (new HashSet<>(query.groupBy()).size() < query.groupBy().size()) {
            throw new Problem(ProblemCode.INVALID_VALUE, "groupBy", "groupBy must name each dimension only once.");
        }
        if (query.limit() != null && query.limit() < 1) {
            throw new Problem(ProblemCode.INVALID_VALUE, "limit", "limit must be at least 1.");
        }
        for (KpiQuery.Filter filter : query.where()) {
            if (filter.values().isEmpty() || filter.values().size() > config.maxFilterValues()) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "where",
                        "The filter on '" + filter.dimension() + "' must name 1 to " + config.maxFilterValues()
                                + " values.");
            }
            if (filter.values().stream().anyMatch(value -> value.indexOf('\u0000') >= 0)) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE, "where", "A filter value must not contain the character NUL.");
            }
        }
    }

    /** What can be checked once it is known what the KPI is made of. */
    void check(KpiQuery query, Kpi kpi, Asked asked) {
        Windows.check(query, kpi, asked, config.maxBuckets());
        checkForecast(query, kpi, asked);
        if (query.extras().others() && query.limit() == null) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "others",
                    "others needs a limit: the others are the groups beyond it. Give a limit, or leave others out.");
        }
        if (query.extras().share() && !kpi.addsUpOverGroups(asked)) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "share",
                    kpi.definition().key() + " does not add up over groups, so that a group has no share of a total."
                            + " Leave share out.");
        }
    }

    /** Refuses what forecasts do not have: targets of their own, and a value of groups without a name. */
    private static void checkForecast(KpiQuery query, Kpi kpi, Asked asked) {
        if (!kpi.holdsForecasts(asked)) {
            return;
        }
        String key = kpi.definition().key();
        if (query.extras().others()) {
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    "others",
                    key
                            + " is made by a method of forecasting, group by group, and does not add up over groups: there is none"
                            + " of all others together. Leave others out.");
        }
        if (kpi.definition().kind() == KpiKind.FORECAST && query.compare().contains(Comparison.TARGET)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "compare",
                    key
                            + " has no targets; they are set for what is forecast. Compare won_revenue with its target, or ask"
                            + " /api/v1/forecasts how likely it is to be reached. compare may be previous_period or"
                            + " previous_year.");
        }
    }

    /** Refuses to list the records behind what is not made of records. */
    static void requireRecords(Kpi kpi, Asked asked) {
        if (kpi.holdsForecasts(asked)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "key",
                    kpi.definition().key()
                            + " is, or holds, a forecast, which a method makes as a whole: no records add up to it."
                            + " The deals that are open in a period are at /api/v1/forecasts/pipeline/records, forecasts beside what came"
                            + " at /api/v1/forecasts/comparison.");
        }
    }

    /** Some interfaces read any year, the store does not. */
    private static void requireYear(String parameter, int year) {
        if (year < 1 || year > 9999) {
            throw new Problem(ProblemCode.INVALID_VALUE, parameter, parameter + " must lie in the years 0001 to 9999.");
        }
    }

    /** The buckets, which must not be too many. */
    List<ReportingPeriod> buckets(KpiQuery query, TenantSettings settings) {
        ReportingPeriod period = period(query);
        long count = settings.calendar().bucketCount(period, query.grain());
        if (count > config.maxBuckets()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_BUCKETS,
                    "grain",
                    "The period has " + count + " buckets of grain "
                            + query.grain().name().toLowerCase(java.util.Locale.ROOT) + "; at most "
                            + config.maxBuckets() + " fit one answer. Take a shorter period or a coarser grain.");
        }
        return settings.calendar().buckets(period, query.grain());
    }

    /** All that values are computed over: the period or, accumulated or rolling, from where the first of them reaches back to. */
    ReportingPeriod reach(KpiQuery query, TenantSettings settings) {
        return query.extras().isWindowed()
                ? Windows.reach(query.extras(), settings.calendar(), query.grain(), buckets(query, settings))
                : period(query);
    }

    /** What the answer's money is given in. */
    static String currency(KpiQuery query, Kpi kpi, TenantSettings settings) {
        if (query.currency() == null) {
            return settings.currency();
        }
        String currency = QuestionText.currency(query.currency());
        if (kpi.definition().unit(Kpis.variant(kpi, query.variant())).isMoney()
                || currency.equals(settings.currency())) {
            return currency;
        }
        throw new Problem(
                ProblemCode.INVALID_VALUE, "currency", kpi.definition().key() + " is no money; leave currency out.");
    }

    /** What of the question decides how the KPI is made. */
    static Asked asked(KpiQuery query, Kpi kpi) {
        Map<String, KpiOption> declared = new LinkedHashMap<>();
        kpi.definition().options().forEach(option -> declared.put(option.name(), option));
        Map<String, Integer> options = new LinkedHashMap<>();
        declared.forEach((name, option) -> options.put(name, option.value()));
        query.options().forEach((name, value) -> {
            KpiOption option = declared.get(name);
            if (option == null) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "option",
                        kpi.definition().key() + " has no option '" + name + "'; valid are " + declared.keySet() + ".");
            }
            if (value < option.least() || value > option.most()) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "option",
                        "Option " + name + " must be from " + option.least() + " to " + option.most() + ".");
            }
            options.put(name, value);
        });
        return new Asked(Kpis.variant(kpi, query.variant()), options, query.groupBy());
    }

    /** The question with its names resolved. */
    Uni<Question> read(
            SqlConnection connection, KpiQuery query, Kpi kpi, Asked asked, TenantSettings settings, Instant now) {
        Set<String> foreign = new TreeSet<>(query.groupBy());
        query.where().forEach(filter -> foreign.add(filter.dimension()));
        foreign.removeIf(name -> Dimension.of(name)
                .filter(kpi.definition().dimensions()::contains)
                .isPresent());
        Uni<Set<String>> known = foreign.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : customAttributes(connection, settings.tenantId(), kpi, asked);
        return known.map(custom -> {
            for (String name : foreign) {
                if (!custom.contains(name)) {
                    String parameter = query.groupBy().contains(name) ? "groupBy" : "where";
                    throw unknownDimension(parameter, name, kpi, custom);
                }
            }
            return new Question(
                    settings.tenantId(),
                    settings.calendar().zone(),
                    now,
                    // What is newest is what is believed now, and that has an index of its own.
                    query.asOf() == null || !query.asOf().isBefore(settings.watermark()) ? null : query.asOf(),
                    settings.watermark(),
                    currency(query, kpi, settings),
                    settings.currency(),
                    settings.churn(),
                    query.groupBy().stream().map(QuestionReader::reference).toList(),
                    query.where().stream().map(QuestionReader::restriction).toList(),
                    asked.options(),
                    null);
        });
    }

    private static Problem unknownDimension(String parameter, String name, Kpi kpi, Set<String> custom) {
        List<String> valid =
                kpi.definition().dimensions().stream().map(Dimension::key).toList();
        String besides = custom.isEmpty() ? "" : " and the custom attributes " + custom;
        return new Problem(
                ProblemCode.UNKNOWN_DIMENSION,
                parameter,
                kpi.definition().key() + " has no dimension '" + name + "'; valid are " + valid + besides + ".");
    }

    /** The custom attributes that every kind of record has which the figure is taken of. */
    private static Uni<Set<String>> customAttributes(SqlConnection connection, int tenantId, Kpi kpi, Asked asked) {
        Set<Optional<String>> datasets = kpi.measures(asked).stream()
                .map(measure -> Optional.ofNullable(measure.subject().customDataset()))
                .collect(Collectors.toSet());
        if (datasets.contains(Optional.<String>empty())) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(
                        """
                        SELECT name FROM custom_attribute WHERE tenant_id = $1 AND entity = ANY ($2)
                         GROUP BY name HAVING count(DISTINCT entity) = cardinality($2) ORDER BY name
                        """)
                .execute(Tuple.of(
                        tenantId,
                        datasets.stream()
                                .map(dataset -> DataSet.ofName(dataset.orElseThrow())
                                        .orElseThrow()
                                        .key())
                                .toArray(String[]::new)))
                .map(rows -> {
                    Set<String> names = new TreeSet<>();
                    rows.forEach(row -> names.add(row.getString(0)));
                    return names;
                });
    }

    private static DimensionRef reference(String name) {
        return Dimension.of(name)
                .map(dimension -> new DimensionRef(dimension, null))
                .orElseGet(() -> new DimensionRef(null, name));
    }

    private static Restriction restriction(KpiQuery.Filter filter) {
        return new Restriction(
                reference(filter.dimension()),
                filter.values().stream().filter(value -> !value.isEmpty()).toList(),
                filter.values().contains(""),
                filter.exclude());
    }
}
