package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;

import static org.assertj.core.api.Assertions.assertThat;

/** Groups come in the order that was asked for, values that are null at the end, and a limit cuts that order. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiOrderLawsTest {
    private static final int QUESTIONS = 30;

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void groupsAreOrderedByWhatTheyShowForTheWholePeriod(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question =
                    dice.grouped(dice.plain()).with("grain", "total").with("fill", dice.oneOf(List.of("zero", "null")));
            // With a comparison there are groups that the period itself has nothing of.
            question = i % 2 == 0 ? question : dice.compared(question);
            for (String order : List.of("value", "-value")) {
                Question ordered = question.with("order", order);
                List<BigDecimal> values = client.ask(ordered).series().stream()
                        .map(series -> series.points().get(0))
                        .map(AnsweredPoint::number)
                        .toList();
                Comparator<BigDecimal> byValue =
                        order.equals("value") ? Comparator.naturalOrder() : Comparator.reverseOrder();
                List<BigDecimal> expected = new ArrayList<>(values);
                expected.sort(Comparator.nullsLast(byValue));
                assertThat(values).as("seed %d: %s", seed, ordered).isEqualTo(expected);
            }
        }
    }

    @StoryLaw({10, 11})
    void theGrainDoesNotChangeTheOrder(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 1, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.grouped(dice.filtered(dice.plain())).with("order", "-value");
            List<List<String>> whole = groups(client.ask(question.with("grain", "total")));
            List<List<String>> cut = groups(client.ask(question.with("grain", "quarter")));
            Kpi kpi = kpis.get(question.kpi());
            if (KpiTraits.dependsOnBucket(kpi, Kpis.variant(kpi, question.variant()))) {
                // Who is new in the whole period may be new in none of its quarters that has an order.
                whole.retainAll(cut);
            }
            // A balance of a cut period has groups besides, that are empty when it ends.
            assertThat(cut).as("seed %d: %s", seed, question).containsAll(whole);
            cut.retainAll(whole);
            assertThat(cut).as("seed %d: %s", seed, question).isEqualTo(whole);
        }
    }

    @StoryLaw({10, 11})
    void aLimitTakesTheFirstOnesOfTheOrderAndByItselfTheLargest(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        QuestionDice dice = new QuestionDice(seed + 2, KpiTraits.ofRecords(kpis));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = dice.grouped(dice.filtered(dice.plain()));
            int limit = 1 + i % 5;
            for (String order : List.of("group", "value", "-value")) {
                Question ordered = question.with("order", order);
                List<AnsweredSeries> all = client.ask(ordered).series();
                List<AnsweredSeries> first = all.subList(0, Math.min(limit, all.size()));
                assertThat(client.ask(ordered.with("limit", limit)).series())
                        .as("seed %d: %s", seed, ordered)
                        .isEqualTo(first);
                if (order.equals("-value")) {
                    Question largest = question.with("limit", limit);
                    assertThat(client.ask(largest).series()).as("%s", largest).isEqualTo(first);
                    assertThat(client.askGraphQl(largest).series())
                            .as("%s", largest)
                            .isEqualTo(first);
                }
            }
        }
    }

    private static List<List<String>> groups(Answer answer) {
        return new ArrayList<>(
                answer.series().stream().map(AnsweredSeries::group).toList());
    }
}
