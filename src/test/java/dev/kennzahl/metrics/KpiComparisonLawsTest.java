package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;
import dev.kennzahl.metrics.Answer.ComparedValue;

import static org.assertj.core.api.Assertions.assertThat;

/** What a value is compared with is what the other period answers when it is asked itself. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiComparisonLawsTest {
    private static final int QUESTIONS = 40;

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void aComparisonIsTheAnswerOfTheOtherPeriodAskedByItself(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.compared(dice.grouped(dice.filtered(dice.plain())));
            List<AnsweredSeries> series = client.ask(question).series();
            if (series.isEmpty()) {
                continue;
            }
            AnsweredSeries some = dice.oneOf(series);
            AnsweredPoint point = dice.oneOf(some.points());
            point.comparisons().forEach((name, compared) -> {
                Question alone = question.with("compare", null)
                        .with("grain", null)
                        .with("from", compared.from())
                        .with("to", compared.to());
                List<AnsweredPoint> found = client.ask(alone).points(some.group());
                String what = "seed " + seed + ": " + question + ", " + name + " of " + point + ", asked as " + alone;
                if (found.isEmpty()) {
                    assertThat(compared.value()).as(what).isIn(null, "0");
                } else {
                    assertThat(compared.value()).as(what).isEqualTo(found.get(0).value());
                    assertThat(compared.reason())
                            .as(what)
                            .isEqualTo(found.get(0).reason());
                }
                assertChange(what, point, compared, found);
            });
        }
    }

    private static void assertChange(
            String what, AnsweredPoint point, ComparedValue compared, List<AnsweredPoint> found) {
        if (point.value() == null || compared.value() == null) {
            assertThat(compared.change()).as(what).isNull();
            assertThat(compared.changeRatio()).as(what).isNull();
            return;
        }
        BigDecimal other = found.isEmpty() ? BigDecimal.ZERO : unrounded(found.get(0));
        BigDecimal change = unrounded(point).subtract(other);
        assertThat(new BigDecimal(compared.change()))
                .as(what)
                .isEqualByComparingTo(
                        change.setScale(new BigDecimal(compared.change()).scale(), RoundingMode.HALF_EVEN));
        if (other.signum() == 0) {
            assertThat(compared.changeRatio()).as(what).isNull();
        } else {
            assertThat(new BigDecimal(compared.changeRatio()))
                    .as(what)
                    .isEqualByComparingTo(change.divide(other.abs(), 6, RoundingMode.HALF_EVEN));
        }
    }

    /** A quotient of its parts, before it was rounded. */
    private static BigDecimal unrounded(AnsweredPoint point) {
        if (point.numerator() == null || point.denominator() == null) {
            return point.number();
        }
        BigDecimal quotient =
                new BigDecimal(point.numerator()).divide(new BigDecimal(point.denominator()), MathContext.DECIMAL128);
        boolean isTheValue = quotient.setScale(point.number().scale(), RoundingMode.HALF_EVEN)
                        .compareTo(point.number())
                == 0;
        return isTheValue ? quotient : point.number();
    }

    /** Three clicks of 400,000 mails are 0.000008, seven 0.000018: the change is of seven against three. */
    @Test
    void aChangeOfSmallRatesIsThatOfTheirParts() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv(
                "campaign-stats",
                """
                campaign_id,sent_on,delivered,clicked
                A,2025-01-05,400000,3
                A,2025-02-05,400000,7
                """);
        ComparedValue compared = new KpiClient(tenant)
                .ask(Question.of("email_click_through_rate", "2025-02-01", "2025-03-01")
                        .with("compare", List.of("previous_period")))
                .points(List.of())
                .get(0)
                .comparisons()
                .values()
                .iterator()
                .next();
        assertThat(compared.change()).isEqualTo("0.000010");
        assertThat(compared.changeRatio()).isEqualTo("1.333333");
    }

    @Test
    void anUnfinishedMonthIsComparedWithTheSameDaysOfTheMonthBeforeAndOfTheYearBefore() {
        TestTenant tenant = TestTenant.create();
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneId.of("Europe/Berlin"));
        StringBuilder deals = new StringBuilder("deal_id,stage,status,closed_at\n");
        for (LocalDate day = today.minusMonths(15); !day.isAfter(today); day = day.plusDays(1)) {
            deals.append(day).append(",won,won,").append(day).append('\n');
        }
        tenant.importCsv("deals", deals.toString());
        LocalDate first = today.withDayOfMonth(1);
        AnsweredPoint month = new KpiClient(tenant)
                .ask(Question.of("deals_won", first, first.plusMonths(1))
                        .with("grain", "month")
                        .with("compare", List.of("previous_period", "previous_year")))
                .only();
        assertThat(month.value()).isEqualTo(Integer.toString(today.getDayOfMonth()));
        assertThat(month.partial()).isTrue();
        for (String name : List.of("previous_period", "previous_year")) {
            LocalDate before = name.equals("previous_year") ? first.minusYears(1) : first.minusMonths(1);
            int days = Math.min(today.getDayOfMonth(), before.lengthOfMonth());
            ComparedValue compared = month.comparisons().get(name);
            assertThat(compared.from()).as(name).isEqualTo(before.toString());
            assertThat(compared.to()).as(name).isEqualTo(before.plusDays(days).toString());
            assertThat(compared.value()).as(name).isEqualTo(Integer.toString(days));
        }
    }
}
