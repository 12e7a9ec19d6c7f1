package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiKind;

import static org.assertj.core.api.Assertions.assertThat;

/** The laws of all KPIs that hold of forecasts as well. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ForecastKpiLawsTest {
    private static final int QUESTIONS = 8;

    @Inject
    Kpis kpis;

    private record Noted(Question question, Answer answer, JsonNode receipt) {}

    /** Of periods that are over, by methods that know every dimension. */
    private List<Question> questions(long seed) {
        QuestionDice dice = new QuestionDice(
                seed,
                kpis.all().stream()
                        .filter(kpi -> kpi.definition().kind() == KpiKind.FORECAST)
                        .toList());
        return Stream.generate(() -> dice.compared(dice.grouped(dice.filtered(dice.plain()))))
                .filter(question -> question.variant() == null
                        || Stream.of("crm_weighted", "stage_rate", "simulation")
                                .anyMatch(question.variant()::startsWith))
                .filter(question -> !KpiHistoryLawsTest.mentionsCustomAttributes(question))
                .limit(QUESTIONS)
                .toList();
    }

    /** A simulation takes half a second each time, so it is asked less often. */
    private static boolean isAskedAt(int step, Question question) {
        boolean isSimulated = question.variant() != null && question.variant().startsWith("simulation");
        return step % (isSimulated ? 18 : 6) == 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {41})
    void theAnswerIsTheSameEverywhereAndAsOfThenAndByItsReceipt(long seed) {
        List<Question> questions = questions(seed);
        List<Noted> noted = new ArrayList<>();
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 1, after -> {
            int step = after.moments().size() - 1;
            ReceiptClient receipts = new ReceiptClient(after.client());
            questions.stream()
                    .filter(question -> isAskedAt(step, question))
                    .forEach(question ->
                            noted.add(new Noted(question, after.client().ask(question), receipts.of(question))));
        });
        ReceiptClient receipts = new ReceiptClient(told.client());
        int known = 0;
        int same = 0;
        for (Noted note : noted) {
            String what = "seed " + seed + ": " + note.question();
            Question then = note.question().with("asOf", note.answer().watermark());
            assertThat(told.client().ask(then)).as(what).isEqualTo(note.answer());
            known += (int) note.answer().series().stream()
                    .flatMap(series -> series.points().stream())
                    .filter(point -> point.value() != null)
                    .count();
            String status = receipts.verify(note.receipt().path("token").asText())
                    .path("status")
                    .asText();
            boolean holds = receipts.of(note.question())
                    .path("digest")
                    .equals(note.receipt().path("digest"));
            assertThat(status).as(what).isEqualTo(holds ? "same" : "changed");
            same += holds ? 1 : 0;
        }
        assertThat(known).isGreaterThan(25);
        assertThat(same).as("both verdicts come up").isBetween(1, noted.size() - 1);
        String now = Instant.now().toString();
        for (Question question : questions) {
            Question settled = question.with("asOf", now);
            Answer answer = told.client().ask(settled);
            assertThat(told.client().askGraphQl(settled)).as("%s", settled).isEqualTo(answer);
            assertThat(told.client().askCsv(settled)).as("%s", settled).isEqualTo(answer.rows(settled));
        }
    }

    /** A filter on a group gives what the group gives. */
    @ParameterizedTest
    @ValueSource(longs = {42})
    void aGroupIsForecastAsIfTheOthersWereNot(long seed) {
        KpiClient client = ToldStory.ofSeed(seed).client();
        int compared = 0;
        for (String kpi : List.of("forecast_revenue", "forecast_bias", "forecast_accuracy")) {
            Question whole = Question.of(kpi, SalesStoryDice.FIRST_DAY, SalesStoryDice.END)
                    .with("grain", "quarter")
                    .with("asOf", Instant.now().toString());
            for (Answer.AnsweredSeries series :
                    client.ask(whole.with("groupBy", List.of("owner"))).series()) {
                String owner =
                        series.group().get(0) == null ? "" : series.group().get(0);
                List<Answer.AnsweredPoint> alone = client.ask(
                                whole.with("where", List.of(new Question.Filter("owner", List.of(owner), false))))
                        .points(List.of());
                for (int i = 0; i < alone.size(); i++) {
                    if (series.points().get(i).value() != null) {
                        assertThat(alone.get(i).value())
                                .as("%s %s", kpi, owner)
                                .isEqualTo(series.points().get(i).value());
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(20);
    }
}
