package dev.kennzahl.metrics.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Stretch;

/**
 * The pieces of open deals' lives in several stretches of time, which are cut once for all of them: a row for as long as a deal was the same,
 * in one class of age, with what came behind it. Valid time; nothing that was so after the last stretch is looked at.
 */
final class DealPieces {
    /**
     * The exponent of two. Not by the logarithm of exact decimals, which takes longer than all the rest; what it is rounded by is more than
     * the error of the division, and the bounds are those of what it reads.
     */
    private static final String SIZE =
            "floor(ln(greatest(least(f.amount, 1e300), 1e-300)::double precision) / ln(2::double precision) + 1e-12)::integer";

    private final Instant first;
    private final Instant last;
    private final String since;
    private final String until;

    /** @param stretches one at least */
    DealPieces(FigureSql sql, List<Stretch> stretches) {
        first = stretches.stream().map(Stretch::since).min(Instant::compareTo).orElseThrow();
        last = stretches.stream().map(Stretch::until).max(Instant::compareTo).orElseThrow();
        since = DealStates.instant(sql, first);
        until = DealStates.instant(sql, last);
    }

    /** {@code WITH … piece AS (…)}, to be followed by more of them, or by what selects. */
    String with(FigureSql sql) {
        return sql.text(
                """
                WITH version AS (
                  SELECT f.record_id, f.valid_from, f.valid_to, f.status, f.stage, f.expected_close_on,
                         CASE WHEN f.amount > 0 THEN %5$s END AS size,
                         lead(f.status) OVER life AS next_status, lead(f.stage) OVER life AS next_stage,
                         lead(f.expected_close_on) OVER life AS next_expected, lag(f.expected_close_on) OVER life AS earlier,
                         coalesce(f.created_at, min(nullif(f.valid_from, '-infinity')) OVER (PARTITION BY f.record_id)) AS born
                    FROM deal_version f
                   WHERE f.tenant_id = :tenant AND :known(f) AND f.valid_from < %2$s
                  WINDOW life AS (PARTITION BY f.record_id ORDER BY f.valid_from)),
                pushed AS (
                  SELECT version.*, count(*) FILTER (WHERE status = 'open' AND expected_close_on > earlier)
                         OVER (PARTITION BY record_id ORDER BY valid_from) AS all_pushes
                    FROM version),
                segment AS (
                  SELECT record_id, coalesce(stage, '') AS stage, least(all_pushes, %3$d)::integer AS pushes, born, size,
                         greatest(valid_from, %1$s) AS started, least(valid_to, %2$s) AS ended,
                         CASE WHEN valid_to >= %2$s THEN 'none' WHEN next_status IN ('won', 'lost') THEN next_status
                              WHEN next_status <> 'open' THEN 'gone'
                              WHEN next_stage IS DISTINCT FROM stage OR next_expected > expected_close_on THEN 'open'
                              ELSE 'none' END AS outcome,
                         coalesce(next_stage, '') AS next_stage, coalesce(next_expected > expected_close_on, false) AS slips
                    FROM pushed
                   WHERE status = 'open' AND valid_to > %1$s AND born IS NOT NULL),
                piece AS MATERIALIZED (
                  SELECT record_id, stage, pushes, size, number AS age, greatest(started, low) AS first, least(ended, high) AS last,
                         CASE WHEN ended <= high THEN outcome ELSE 'none' END AS outcome, next_stage, slips
                    FROM (SELECT segment.*, age.number, coalesce(born + age.low, '-infinity') AS low,
                                 coalesce(born + age.high, 'infinity') AS high FROM segment CROSS JOIN %4$s) aged
                   WHERE ended > low AND started < high)
                """
                        .formatted(since, until, DealLearning.MOST_PUSHES, ages(), SIZE));
    }

    /**
     * Where pieces are cut further: at the ends of all stretches, and where months begin.
     *
     * @return in order of time; the first and the last are the ends of all stretches together
     */
    List<Instant> cuts(List<Stretch> stretches, ZoneId zone) {
        TreeSet<Instant> cuts = new TreeSet<>(ends(stretches));
        LocalDate month = LocalDate.ofInstant(first, zone).withDayOfMonth(1).plusMonths(1);
        for (Instant start = month.atStartOfDay(zone).toInstant();
                start.isBefore(last);
                start = month.atStartOfDay(zone).toInstant()) {
            cuts.add(start);
            month = month.plusMonths(1);
        }
        return List.copyOf(cuts);
    }

    /** The ends of stretches, in order of time. */
    static List<Instant> ends(List<Stretch> stretches) {
        return stretches.stream()
                .flatMap(stretch -> Stream.of(stretch.since(), stretch.until()))
                .distinct()
                .sorted()
                .toList();
    }

    static OffsetDateTime[] bound(Collection<Instant> instants) {
        return instants.stream().map(SqlTime::parameter).toArray(OffsetDateTime[]::new);
    }

    private static String ages() {
        StringBuilder classes = new StringBuilder("(VALUES ");
        for (int age = 0; age < DealLearning.ages(); age++) {
            classes.append(age == 0 ? "" : ", ").append("(").append(age);
            classes.append(age == 0 ? ", NULL" : ", interval '" + (long) DealLearning.ageFrom(age) * 24 + " hours'");
            classes.append(
                    age == DealLearning.ages() - 1
                            ? ", NULL)"
                            : ", interval '" + (long) DealLearning.ageTo(age) * 24 + " hours')");
        }
        return classes.append(") age (number, low, high)").toString();
    }
}
