package dev.kennzahl.metrics;

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

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever became known since: a receipt of any moment verifies, and is the same exactly where the answer is. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ReceiptLawsTest {
    private static final int QUESTIONS = 15;

    @Inject
    Kpis kpis;

    private record Noted(Question question, JsonNode receipt) {}

    @ParameterizedTest
    @ValueSource(longs = {22})
    void receiptsOfEveryMomentVerify(long seed) {
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        List<Question> questions = Stream.generate(
                        () -> dice.compared(dice.windowed(dice.grouped(dice.filtered(dice.plain())))))
                .limit(QUESTIONS)
                .filter(question -> !KpiHistoryLawsTest.mentionsCustomAttributes(question))
                .toList();
        List<Noted> noted = new ArrayList<>();
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 1, after -> {
            ReceiptClient receipts = new ReceiptClient(after.client());
            questions.forEach(question -> noted.add(new Noted(question, receipts.of(question))));
        });
        ReceiptClient receipts = new ReceiptClient(told.client());
        int same = 0;
        for (Noted note : noted) {
            String status = receipts.verify(note.receipt().path("token").asText())
                    .path("status")
                    .asText();
            boolean holds = receipts.of(note.question())
                    .path("digest")
                    .equals(note.receipt().path("digest"));
            boolean grows = KpiTraits.growsByItself(kpis.get(note.question().kpi()));
            assertThat(status)
                    .as("seed %d: %s of %s", seed, note.question(), note.receipt())
                    .isIn(grows ? List.of("same", "changed") : List.of(holds ? "same" : "changed"));
            same += status.equals("same") ? 1 : 0;
        }
        assertThat(same).as("both verdicts come up").isBetween(1, noted.size() - 1);
    }
}
