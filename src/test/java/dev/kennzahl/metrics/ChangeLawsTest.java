package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happened: the parts of a change add up to it, and lead to the records behind them. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ChangeLawsTest {
    private static final int QUESTIONS = 80;

    @Inject
    Kpis kpis;

    @StoryLaw({10, 11})
    void thePartsOfAChangeAddUpAndLeadToTheirRecords(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        QuestionDice dice = new QuestionDice(seed + 7, KpiTraits.ofRecords(kpis));
        Random random = new Random(seed);
        ChangeClient client = new ChangeClient(told.client());
        int explained = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question after = dice.settled(dice.filtered(dice.plain())
                    .with("grain", null)
                    .with("asOf", i % 3 == 0 ? dice.oneOf(told.moments()) : null));
            Kpi kpi = kpis.get(after.kpi());
            String variant = Kpis.variant(kpi, after.variant());
            if (kpi.definition().kind() == KpiKind.DISTRIBUTION && !variant.equals("mean")) {
                continue;
            }
            LocalDate from = LocalDate.parse((String) after.parameters().get("from"));
            Question before = after.with(
                            "from", from.minusDays(1 + random.nextInt(400)).toString())
                    .with("to", from.plusDays(random.nextInt(90)).toString());
            JsonNode found = explain(client, after, before, kpi, variant, random);
            sameValue(
                    found.path("before").path("value"),
                    told.client().ask(before).only());
            sameValue(
                    found.path("after").path("value"), told.client().ask(after).only());
            if (!found.path("change").isNull()) {
                client.addsUp(found);
                explained += found.path("dimensions").size();
                follow(client, found, random);
            }
        }
        assertThat(explained).as("changes that were split by a dimension").isGreaterThan(QUESTIONS / 4);
    }

    private static JsonNode explain(
            ChangeClient client, Question after, Question before, Kpi kpi, String variant, Random random) {
        List<String> dimensions = KpiTraits.dimensions(kpi);
        Collections.shuffle(dimensions, random);
        Question asked = after.with("compareFrom", before.parameters().get("from"))
                .with("compareTo", before.parameters().get("to"));
        if (KpiTraits.addsUpOverGroups(kpi, variant)) {
            asked = asked.with("by", dimensions.subList(0, Math.min(1 + random.nextInt(4), dimensions.size())))
                    .with("limit", 1 + random.nextInt(5));
        }
        String path = asked.path("explanation");
        return client.explain(kpi.definition().key(), path.substring(path.indexOf('?')));
    }

    private static void sameValue(JsonNode value, AnsweredPoint point) {
        if (value.path("value").isNull()) {
            assertThat(point.value()).isNull();
        } else {
            assertThat(new BigDecimal(point.value()))
                    .as("%s and %s", value, point)
                    .isEqualByComparingTo(value.path("value").asText());
        }
    }

    private static void follow(ChangeClient client, JsonNode found, Random random) {
        for (JsonNode split : found.path("dimensions")) {
            JsonNode groups = split.path("groups");
            if (!groups.isEmpty()) {
                client.leadsToItsRecords(groups.get(random.nextInt(groups.size())));
            }
        }
    }
}
