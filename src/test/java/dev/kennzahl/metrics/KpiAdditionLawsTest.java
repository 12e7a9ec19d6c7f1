package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;

import static org.assertj.core.api.Assertions.assertThat;

/** What must add up does, and what must not be added up is not. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiAdditionLawsTest {
    private static final List<String> GRAINS = List.of("day", "week", "month", "quarter", "year");
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000000001");

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void groupsOfEveryDimensionAddUpToTheTotalInEveryBucket(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (Question whole : questions("month", KpiTraits::addsUpOverGroups)) {
            List<AnsweredPoint> totals = client.ask(whole).points(List.of());
            for (String dimension : KpiTraits.dimensions(kpis.get(whole.kpi()))) {
                if (!KpiTraits.keepsPartsBy(kpis.get(whole.kpi()), whole.variant(), dimension)) {
                    continue;
                }
                Question parts = whole.with("groupBy", List.of(dimension));
                List<AnsweredSeries> series = client.ask(parts).series();
                for (int i = 0; i < totals.size(); i++) {
                    int bucket = i;
                    addUp(
                            parts,
                            series.stream().map(one -> one.points().get(bucket)).toList(),
                            totals.get(bucket));
                }
            }
        }
    }

    @StoryLaw({10, 11})
    void groupsOfThreeDimensionsAddUpToTheGroupsOfOne(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (Question whole : questions("total", KpiTraits::addsUpOverGroups)) {
            List<String> dimensions = KpiTraits.dimensions(kpis.get(whole.kpi()));
            List<String> three = Stream.of("region", "customer", "colour", "channel", "owner", "campaign")
                    .filter(dimensions::contains)
                    .filter(dimension -> KpiTraits.keepsPartsBy(kpis.get(whole.kpi()), whole.variant(), dimension))
                    .limit(3)
                    .toList();
            List<AnsweredSeries> fine = client.ask(whole.with("groupBy", three)).series();
            for (AnsweredSeries coarse :
                    client.ask(whole.with("groupBy", three.subList(0, 1))).series()) {
                List<AnsweredPoint> parts = fine.stream()
                        .filter(one -> Objects.equals(
                                one.group().get(0), coarse.group().get(0)))
                        .map(one -> one.points().get(0))
                        .toList();
                addUp(whole, parts, coarse.points().get(0));
            }
        }
    }

    @StoryLaw({10, 11})
    void bucketsOfEveryGrainAddUpToTheWholePeriodExceptForBalances(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (Question whole : questions("total", KpiTraits::addsUpOverGroups)) {
            AnsweredPoint total = client.ask(whole).only();
            for (String grain : GRAINS) {
                List<AnsweredPoint> buckets =
                        client.ask(whole.with("grain", grain)).points(List.of());
                if (kind(whole) == KpiKind.BALANCE) {
                    assertThat(buckets.get(buckets.size() - 1).value())
                            .as("%s by %s ends as the whole does", whole, grain)
                            .isEqualTo(total.value());
                } else if (KpiTraits.addsUpOverTime(kpis.get(whole.kpi()), whole.variant())) {
                    addUp(whole.with("grain", grain), buckets, total);
                }
            }
        }
    }

    @StoryLaw({10, 11})
    void aBalanceIsThatOfTheBucketsEndHoweverThePeriodIsCut(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (String kpi :
                List.of("open_pipeline_count", "open_pipeline_value", "weighted_pipeline", "active_customers")) {
            Question months = period(kpi).with("grain", "month").with("groupBy", List.of("owner"));
            for (AnsweredSeries series : client.ask(months).series()) {
                AnsweredPoint point = series.points().get(series.points().size() / 2);
                Question alone = Question.of(kpi, point.from(), point.to()).with("groupBy", List.of("owner"));
                List<AnsweredPoint> found = client.ask(alone).points(series.group());
                String value = found.isEmpty() ? "0" : found.get(0).value();
                assertThat(value).as("%s of %s", alone, series.group()).isEqualTo(point.value());
            }
        }
    }

    @StoryLaw({10, 11})
    void aQuotientIsItsSummedNumeratorByItsSummedDenominator(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        for (Question question : questions("quarter", (kpi, variant) -> true)) {
            if (kind(question) != KpiKind.RATIO && kind(question) != KpiKind.CONVERSION) {
                continue;
            }
            int scale = kpis.get(question.kpi())
                    .definition()
                    .unit(question.variant())
                    .scale();
            for (AnsweredSeries series : client.ask(question.with(
                            "groupBy",
                            KpiTraits.dimensions(kpis.get(question.kpi())).subList(0, 1)))
                    .series()) {
                for (AnsweredPoint point : series.points()) {
                    if (point.value() != null) {
                        BigDecimal quotient = new BigDecimal(point.numerator())
                                .divide(new BigDecimal(point.denominator()), scale, RoundingMode.HALF_EVEN);
                        assertThat(point.number()).as("%s: %s", question, point).isEqualTo(quotient);
                    } else {
                        assertThat(point.reason()).as("%s: %s", question, point).isNotNull();
                    }
                }
            }
        }
    }

    private static Question period(String kpi) {
        return Question.of(kpi, SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
    }

    private List<Question> questions(String grain, BiPredicate<Kpi, String> wanted) {
        Instant now = Instant.now();
        return KpiTraits.ofRecords(kpis).stream()
                .flatMap(kpi -> kpi.definition().variants().stream()
                        .filter(variant -> wanted.test(kpi, variant))
                        .map(variant -> period(kpi.definition().key()).with("variant", variant)))
                .map(question -> KpiTraits.settled(kpis.get(question.kpi()), question.with("grain", grain), now))
                .toList();
    }

    private KpiKind kind(Question question) {
        return kpis.get(question.kpi()).definition().kind();
    }

    private void addUp(Question question, List<AnsweredPoint> parts, AnsweredPoint total) {
        String what = question + ": " + total + " should be the sum of " + parts;
        assertThat(parts.stream().mapToLong(AnsweredPoint::sampleSize).sum())
                .as(what)
                .isEqualTo(total.sampleSize());
        boolean isForeign = parts.stream().anyMatch(part -> "EXCHANGE_RATE_MISSING".equals(part.reason()));
        assertThat("EXCHANGE_RATE_MISSING".equals(total.reason())).as(what).isEqualTo(isForeign);
        if (isForeign) {
            assertThat(total.value()).as(what).isNull();
            return;
        }
        if (!KpiTraits.isQuotient(kpis.get(question.kpi()))) {
            sum(what, parts, total, AnsweredPoint::value);
        } else {
            sum(what, parts, total, AnsweredPoint::numerator);
            sum(what, parts, total, AnsweredPoint::denominator);
        }
    }

    private static void sum(
            String what, List<AnsweredPoint> parts, AnsweredPoint total, Function<AnsweredPoint, String> number) {
        BigDecimal sum = parts.stream()
                .map(number)
                .filter(Objects::nonNull)
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal found = total.value() == null && number.apply(total) == null
                ? BigDecimal.ZERO
                : Answer.decimal(number.apply(total));
        if (found != null) {
            assertThat(found.subtract(sum).abs()).as(what).isLessThanOrEqualTo(TOLERANCE);
        }
    }
}
