package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** How news arrived does not show in the answers, and what was answered once can be answered again. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiHistoryLawsTest {
    private static final int QUESTIONS = 25;

    @Inject
    Kpis kpis;

    /** An answer, what was asked, and when. */
    private record Noted(Question question, Answer answer, Instant answeredAt) {}

    @StoryLaw({20, 21})
    void sameQuestionAsOfThenGivesThenAnswer(long seed) {
        List<Noted> noted = new ArrayList<>();
        List<Question> questions = questions(seed).stream()
                .filter(question -> !mentionsCustomAttributes(question))
                .filter(question -> !KpiTraits.growsByItself(kpis.get(question.kpi())))
                .toList();
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 1, after -> {
            // Half of them after each step, each after every other one.
            for (int i = after.moments().size() % 2; i < questions.size(); i += 2) {
                noted.add(note(after, questions.get(i)));
            }
        });
        assertThat(told.moments()).doesNotHaveDuplicates();
        for (Noted note : noted) {
            if (note.question().parameters().containsKey("asOf")) {
                assertThat(told.client().ask(note.question()).series())
                        .as("seed %d: %s", seed, note.question())
                        .isEqualTo(note.answer().series());
                continue;
            }
            String then = note.answer().watermark();
            assertThat(told.client().ask(note.question().with("asOf", then)))
                    .as("seed %d: %s as of %s", seed, note.question(), then)
                    .isEqualTo(note.answer());
            assertThat(told.client()
                            .ask(note.question().with("asOf", note.answeredAt()))
                            .series())
                    .as("seed %d: %s as of %s", seed, note.question(), note.answeredAt())
                    .isEqualTo(note.answer().series());
        }
    }

    @StoryLaw({20, 21})
    void theOrderOfRowsAndPostsChangesNothing(long seed) {
        SalesStory story = SalesStoryDice.throwFor(seed);
        KpiClient first = ToldStory.ofSeed(seed).client();
        KpiClient second =
                ToldStory.tell(story.shuffled(seed + 1), 1, told -> {}).client();
        for (Question question : questions(seed)) {
            assertThat(second.ask(question).series())
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(first.ask(question).series());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20})
    void tellingTwiceChangesNothing(long seed) {
        KpiClient once = ToldStory.ofSeed(seed).client();
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 2, after -> {});
        List<String> watermarks = told.moments();
        KpiClient twice = told.client();
        for (int i = 0; i < watermarks.size(); i += 2) {
            assertThat(watermarks.get(i + 1))
                    .as("seed %d: step %d told again brings no news", seed, i / 2)
                    .isEqualTo(watermarks.get(i));
        }
        for (Question question : questions(seed)) {
            assertThat(twice.ask(question).series())
                    .as("seed %d: %s", seed, question)
                    .isEqualTo(once.ask(question).series());
        }
    }

    /** What grows by itself is asked as of the instant of asking. */
    private Noted note(ToldStory told, Question question) {
        Instant now = Instant.now();
        Question settled = KpiTraits.settled(kpis.get(question.kpi()), question.with("asOf", null), now);
        return new Noted(settled, told.client().ask(settled), Instant.now());
    }

    private List<Question> questions(long seed) {
        QuestionDice dice = new QuestionDice(seed, KpiTraits.ofRecords(kpis));
        return Stream.generate(() -> dice.grouped(dice.filtered(dice.plain())))
                .limit(QUESTIONS)
                .toList();
    }

    /** Nobody can ask for an attribute before the first record that has it. */
    static boolean mentionsCustomAttributes(Question question) {
        return Stream.concat(
                        question.groupBy().stream(), question.where().stream().map(Question.Filter::dimension))
                .anyMatch(dimension -> dimension.equals("colour") || dimension.equals("Größe 1"));
    }
}
