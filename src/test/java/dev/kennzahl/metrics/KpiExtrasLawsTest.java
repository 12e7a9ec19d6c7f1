package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;
import dev.kennzahl.metrics.Question.Filter;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be added to plain values says the same as plain questions do: others, shares, windows and intervals. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiExtrasLawsTest {
    private static final int QUESTIONS = 40;
    /** Lengths of time and averages over days are rounded to twelve decimals in every group. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void listedSeriesAndTheOthersAddUpToTheTotalInEveryBucketComparisonsIncluded(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        int withOthers = 0;
        for (int i = 0; i < 3 * QUESTIONS; i++) {
            Question whole = dice.compared(dice.filtered(dice.plain()));
            whole = i % 2 == 0 ? whole : dice.windowed(whole);
            if (!KpiTraits.addsUpOverGroups(kpi(whole), variant(whole))) {
                continue;
            }
            Question listed = dice.grouped(whole).with("limit", 1 + i % 3).with("others", true);
            if (!isTheSameInGroups(listed)) {
                continue;
            }
            List<AnsweredSeries> series = client.ask(listed).series();
            withOthers += series.stream().anyMatch(AnsweredSeries::others) ? 1 : 0;
            List<AnsweredPoint> totals = client.ask(whole).points(List.of());
            for (int bucket = 0; bucket < totals.size() && !series.isEmpty(); bucket++) {
                int at = bucket;
                addUp(
                        "seed " + seed + ": " + listed,
                        series.stream().map(one -> one.points().get(at)).toList(),
                        totals.get(at),
                        !KpiTraits.isQuotient(kpi(whole)));
            }
        }
        assertThat(withOthers).as("questions with others").isGreaterThan(5);
    }

    private static void addUp(String what, List<AnsweredPoint> parts, AnsweredPoint total, boolean comparisonsToo) {
        assertThat(parts.stream().mapToLong(AnsweredPoint::sampleSize).sum())
                .as(what)
                .isEqualTo(total.sampleSize());
        if (comparisonsToo) {
            sum(what, parts, total, AnsweredPoint::value);
            total.comparisons()
                    .keySet()
                    .forEach(name -> sum(what + " " + name, parts, total, point -> point.comparisons()
                            .get(name)
                            .value()));
        } else {
            sum(what, parts, total, AnsweredPoint::numerator);
            sum(what, parts, total, AnsweredPoint::denominator);
        }
    }

    private static void sum(
            String what, List<AnsweredPoint> parts, AnsweredPoint total, Function<AnsweredPoint, String> number) {
        if (number.apply(total) != null) {
            BigDecimal sum = parts.stream()
                    .map(number)
                    .filter(Objects::nonNull)
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(new BigDecimal(number.apply(total)).subtract(sum).abs())
                    .as("%s: %s should be the sum of %s", what, total, parts)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @StoryLaw({10, 11})
    void theOthersAreWhatIsAnsweredWithoutTheListedGroupsMediansIncluded(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 1, KpiTraits.ofRecords(kpis));
        int compared = 0;
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            Question plain = dice.compared(dice.filtered(dice.plain()));
            Question whole = i % 2 == 0 ? plain : dice.windowed(plain);
            String dimension = dice.oneOf(KpiTraits.dimensions(kpi(whole)));
            if (!KpiTraits.isTheSameInGroups(kpi(whole), variant(whole), dimension)) {
                continue;
            }
            List<AnsweredSeries> series = client.ask(whole.with("groupBy", List.of(dimension))
                            .with("limit", 1 + i % 3)
                            .with("others", true))
                    .series();
            if (series.isEmpty() || !series.get(series.size() - 1).others()) {
                continue;
            }
            List<String> listed = series.stream()
                    .filter(one -> !one.others())
                    .map(one -> Objects.requireNonNullElse(one.group().get(0), ""))
                    .toList();
            List<Filter> filters = new ArrayList<>(whole.where());
            filters.add(new Filter(dimension, listed, true));
            assertThat(series.get(series.size() - 1).points())
                    .as("seed %d: others of %s by %s", seed, whole, dimension)
                    .isEqualTo(client.ask(whole.with("where", filters)).points(List.of()));
            compared++;
        }
        assertThat(compared).as("questions with others").isGreaterThan(10);
    }

    @StoryLaw({10, 11})
    void anAccumulatedOrRollingValueIsThatOfItsWindowAskedAsOneBucket(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 2, KpiTraits.ofRecords(kpis));
        int reachingBack = 0;
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            Question question = dice.windowed(dice.grouped(dice.filtered(dice.plain())));
            List<AnsweredSeries> series = client.ask(question).series();
            if (series.isEmpty()) {
                continue;
            }
            AnsweredSeries some = dice.oneOf(series);
            AnsweredPoint point = dice.oneOf(some.points());
            Question alone = plain(question, point.since(), point.to());
            List<AnsweredPoint> found = client.ask(alone).points(some.group());
            String what = "seed " + seed + ": " + point + " of " + question + ", asked as " + alone;
            reachingBack += point.since().equals(point.from()) ? 0 : 1;
            if (found.isEmpty()) {
                assertThat(point.sampleSize()).as(what).isZero();
                assertThat(point.value()).as(what).isIn(null, "0");
            } else {
                assertThat(figures(point)).as(what).isEqualTo(figures(found.get(0)));
            }
        }
        assertThat(reachingBack).as("windows longer than their bucket").isGreaterThan(10);
    }

    private static List<Object> figures(AnsweredPoint point) {
        List<Object> figures = new ArrayList<>();
        figures.add(point.value());
        figures.add(point.numerator());
        figures.add(point.denominator());
        figures.add(point.low());
        figures.add(point.high());
        figures.add(point.sampleSize());
        figures.add(point.reason());
        return figures;
    }

    private static Question plain(Question question, String from, String to) {
        return question.with("accumulate", null)
                .with("rolling", null)
                .with("compare", null)
                .with("grain", null)
                .with("from", from)
                .with("to", to);
    }

    @StoryLaw({10, 11})
    void aWindowIsComparedWithTheSameWindowOfTheOtherBucket(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 3, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            Question question = dice.compared(dice.windowed(dice.filtered(dice.plain())));
            if (!question.isWindowed()) {
                continue;
            }
            List<AnsweredPoint> points = client.ask(question).points(List.of());
            AnsweredPoint point = dice.oneOf(points);
            point.comparisons().forEach((name, compared) -> {
                boolean running = "period".equals(question.parameters().get("accumulate"));
                Question other = running
                        ? plain(question, points.get(0).comparisons().get(name).from(), compared.to())
                        : question.with("compare", null)
                                .with("from", compared.from())
                                .with("to", compared.to());
                assertThat(client.ask(other).only().value())
                        .as("seed %d: %s of %s in %s, asked as %s", seed, name, point, question, other)
                        .isEqualTo(compared.value());
            });
        }
    }

    @StoryLaw({10, 11})
    void aShareIsTheValueByTheTotalOfItsBucketAndAllSharesMakeOne(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 4, KpiTraits.ofRecords(kpis));
        int known = 0;
        for (int i = 0; i < 5 * QUESTIONS; i++) {
            Question whole = dice.filtered(dice.plain());
            whole = i % 2 == 0 ? whole : dice.windowed(whole);
            if (!KpiTraits.hasShares(kpi(whole), variant(whole))) {
                continue;
            }
            Question listed = dice.grouped(whole).with("share", true).with("limit", 2);
            Question all = listed.with("others", true);
            List<AnsweredPoint> totals = client.ask(whole).points(List.of());
            for (AnsweredSeries series : client.ask(listed).series()) {
                for (int bucket = 0; bucket < totals.size(); bucket++) {
                    AnsweredPoint point = series.points().get(bucket);
                    BigDecimal share = share(point.number(), totals.get(bucket).number());
                    assertThat(Answer.decimal(point.share()))
                            .as("seed %d: %s of %s, %s", seed, point, totals.get(bucket), listed)
                            .isEqualTo(share);
                    known += share == null ? 0 : 1;
                }
            }
            List<AnsweredSeries> parts = client.ask(all).series();
            for (int bucket = 0; bucket < totals.size() && !parts.isEmpty(); bucket++) {
                int at = bucket;
                List<String> shares = parts.stream()
                        .map(series -> series.points().get(at).share())
                        .toList();
                if (shares.stream().allMatch(Objects::nonNull)) {
                    assertThat(shares.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                            .as("seed %d: %s", seed, all)
                            .isBetween(new BigDecimal("0.999998"), new BigDecimal("1.000002"));
                }
            }
        }
        assertThat(known).as("shares").isGreaterThan(20);
    }

    private static BigDecimal share(BigDecimal value, BigDecimal total) {
        return value == null || total == null || total.signum() == 0
                ? null
                : value.divide(total, 6, RoundingMode.HALF_EVEN);
    }

    @StoryLaw({10, 11})
    void ratesOfRecordsLieInTheirIntervalAndNothingElseHasOne(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        int intervals = 0;
        for (Kpi kpi : KpiTraits.ofRecords(kpis)) {
            for (String variant : kpi.definition().variants()) {
                Asked asked = KpiTraits.asked(kpi, variant);
                boolean isProportion = kpi.isProportion(asked);
                Question question = Question.of(kpi.definition().key(), LocalDate.of(2023, 11, 1), "2025-11-01")
                        .with("variant", variant)
                        .with("grain", "month")
                        .with("groupBy", KpiTraits.dimensions(kpi).subList(0, 1));
                for (AnsweredSeries series : client.ask(question).series()) {
                    for (AnsweredPoint point : series.points()) {
                        boolean hasOne = kpi.hasInterval(asked) && point.value() != null;
                        assertThat(point.low() != null)
                                .as("%s: %s", question, point)
                                .isEqualTo(hasOne);
                        assertThat(point.high() != null)
                                .as("%s: %s", question, point)
                                .isEqualTo(hasOne);
                        if (hasOne) {
                            assertThat(point.number())
                                    .as("%s: %s", question, point)
                                    .isBetween(new BigDecimal(point.low()), new BigDecimal(point.high()));
                            intervals++;
                        }
                        if (isProportion && point.numerator() != null) {
                            assertThat(new BigDecimal(point.numerator()))
                                    .as("%s: %s", question, point)
                                    .isBetween(BigDecimal.ZERO, new BigDecimal(point.denominator()));
                        }
                    }
                }
            }
        }
        assertThat(intervals).isPositive();
    }

    private boolean isTheSameInGroups(Question question) {
        return question.groupBy().stream()
                .allMatch(name -> KpiTraits.isTheSameInGroups(kpi(question), variant(question), name));
    }

    private Kpi kpi(Question question) {
        return kpis.get(question.kpi());
    }

    private String variant(Question question) {
        return Kpis.variant(kpi(question), question.variant());
    }
}
