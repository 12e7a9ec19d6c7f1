package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
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
                assertChange(what, point, compared);
            });
        }
    }

    private static void assertChange(String what, AnsweredPoint point, ComparedValue compared) {
        if (point.value() == null || compared.value() == null) {
            assertThat(compared.change()).as(what).isNull();
            assertThat(compared.changeRatio()).as(what).isNull();
            return;
        }
        BigDecimal other = new BigDecimal(compared.value());
        BigDecimal change = point.number().subtract(other);
        assertThat(new BigDecimal(compared.change())).as(what).isEqualByComparingTo(change);
        assertThat(compared.changeRatio() == null).as(what).isEqualTo(other.signum() == 0);
        if (other.signum() != 0) {
            BigDecimal back = new BigDecimal(compared.changeRatio()).multiply(other.abs());
            // The ratio is rounded to six decimals.
            assertThat(back.subtract(change).abs())
                    .as(what)
                    .isLessThanOrEqualTo(other.abs().movePointLeft(6));
        }
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
