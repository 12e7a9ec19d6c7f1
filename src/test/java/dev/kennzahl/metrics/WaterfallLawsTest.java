package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps from one pipeline to another add up to the last digit, whatever happened; and every past pipeline is what a replay gives. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class WaterfallLawsTest {
    private static final int QUESTIONS = 12;
    private static final List<String> DIMENSIONS =
            List.of("owner", "region", "stage", "colour", "product_group", "team,channel");
    private static final List<String> FILTERS =
            List.of("owner:E1,E2", "!region:East", "stage:offer", "colour:red", "pipeline:default");
    private static final List<String> NO_STEPS = List.of("group", "labels", "opening", "closing");

    private record Ask(Instant from, Instant to, LocalDate first, LocalDate end) {
        String query() {
            return "from=" + from + "&to=" + to + "&periodFrom=" + first + "&periodTo=" + end;
        }
    }

    private static List<Ask> asks(long seed, ToldStory told) {
        Random random = new Random(seed);
        StoryTimes times = new StoryTimes(
                random,
                java.time.ZoneId.of(String.valueOf(told.story().settings().get("timezone"))));
        List<Ask> asks = new ArrayList<>();
        while (asks.size() < QUESTIONS) {
            Instant from = times.any();
            LocalDate first = SalesStoryDice.FIRST_DAY.plusDays(random.nextInt(300));
            asks.add(new Ask(
                    from, times.laterThan(from).plusSeconds(1), first, first.plusDays(200 + random.nextInt(400))));
        }
        return asks;
    }

    @StoryLaw({10, 11})
    void stepsAddUpInEveryGroupAndDealsToTheSteps(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        int i = 0;
        int steps = 0;
        for (Ask ask : asks(seed, told)) {
            String query = ask.query()
                    + (i % 3 == 0 ? "&where=" + FILTERS.get(i % FILTERS.size()) : "")
                    + (i % 4 == 1 ? "&asOf=" + told.moments().get(told.moments().size() - 3) : "");
            JsonNode whole = series(told, query).get(0);
            steps += requireAddsUp(whole);
            BigDecimal opening = BigDecimal.ZERO;
            BigDecimal closing = BigDecimal.ZERO;
            for (JsonNode group : series(told, query + "&groupBy=" + DIMENSIONS.get(i % DIMENSIONS.size()))) {
                requireAddsUp(group);
                opening = opening.add(amount(group, "opening"));
                closing = closing.add(amount(group, "closing"));
            }
            assertThat(opening).as(query).isEqualByComparingTo(amount(whole, "opening"));
            assertThat(closing).as(query).isEqualByComparingTo(amount(whole, "closing"));
            requireDealsBehind(told, query, whole);
            i++;
        }
        assertThat(steps).as("steps that deals made").isGreaterThan(QUESTIONS);
    }

    private static List<JsonNode> series(ToldStory told, String query) {
        PlainClient.Reply reply =
                told.client().get("/api/v1/forecasts/waterfall?" + query.replace(" ", "%20"), "application/json");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        List<JsonNode> series = new ArrayList<>();
        reply.json().path("series").forEach(series::add);
        return series;
    }

    private static BigDecimal amount(JsonNode series, String part) {
        return new BigDecimal(series.path(part).path("amount").asText());
    }

    /** @return how many deals made a step */
    private static int requireAddsUp(JsonNode series) {
        BigDecimal sum = amount(series, "opening");
        int deals = 0;
        for (Map.Entry<String, JsonNode> part : series.properties()) {
            if (!NO_STEPS.contains(part.getKey())) {
                sum = sum.add(amount(series, part.getKey()));
                deals += part.getValue().path("deals").asInt();
            }
        }
        assertThat(sum).as(series.toString()).isEqualByComparingTo(amount(series, "closing"));
        return deals;
    }

    private static void requireDealsBehind(ToldStory told, String query, JsonNode whole) {
        Map<String, BigDecimal> changes = new TreeMap<>();
        Map<String, Integer> deals = new TreeMap<>();
        String after = "";
        while (after != null) {
            JsonNode page = told.client()
                    .get(
                            "/api/v1/forecasts/waterfall/records?first=7&" + query.replace(" ", "%20") + after,
                            "application/json")
                    .json();
            page.path("items").forEach(move -> {
                String step = move.path("step").asText();
                changes.merge(step, new BigDecimal(move.path("change").asText()), BigDecimal::add);
                deals.merge(step, 1, Integer::sum);
            });
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        }
        whole.properties().forEach(part -> {
            if (!NO_STEPS.contains(part.getKey())) {
                String step = part.getKey().replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
                assertThat(deals.getOrDefault(step, 0))
                        .as(step + " of " + query)
                        .isEqualTo(part.getValue().path("deals").asInt());
                assertThat(changes.getOrDefault(step, BigDecimal.ZERO))
                        .as(step + " of " + query)
                        .isEqualByComparingTo(amount(whole, part.getKey()));
            }
        });
    }

    /** Stories of an even seed have one currency. */
    @StoryLaw({10, 12})
    void everyPastPipelineIsWhatAReplayOfTheVersionsGives(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        List<JsonNode> versions = versions(told);
        BigDecimal replayed = BigDecimal.ZERO;
        for (Ask ask : asks(seed, told)) {
            JsonNode whole = series(told, ask.query()).get(0);
            BigDecimal opening = replay(versions, ask.from(), ask.first(), ask.end());
            assertThat(amount(whole, "opening")).as(ask.toString()).isEqualByComparingTo(opening);
            assertThat(amount(whole, "closing"))
                    .as(ask.toString())
                    .isEqualByComparingTo(replay(versions, ask.to(), ask.first(), ask.end()));
            replayed = replayed.add(opening.abs());
        }
        assertThat(replayed).isPositive();
    }

    /** With a period that every date lies in, and the deals that have none, it is the KPI of the open pipeline. Stories have one currency. */
    @StoryLaw({10, 12})
    void closesWithTheKpiOfTheOpenPipeline(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        JsonNode dated = series(told, "from=2023-01-01&to=2024-09-01&periodFrom=1990-01-01&periodTo=2090-01-01")
                .get(0);
        BigDecimal undated = versions(told).stream()
                .filter(version -> holds(version, told, "2024-09-01"))
                .map(version -> version.path("deal"))
                .filter(deal -> deal.path("status").asText().equals("open")
                        && deal.path("expectedCloseOn").isNull())
                .map(deal ->
                        deal.path("amount").isNull() ? "0" : deal.path("amount").asText())
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal kpi = new BigDecimal(String.valueOf(told.client()
                .ask(Question.of("open_pipeline_value", "2024-08-01", "2024-09-01"))
                .only()
                .value()));
        assertThat(amount(dated, "closing").add(undated)).isEqualByComparingTo(kpi);
    }

    private static boolean holds(JsonNode version, ToldStory told, String day) {
        java.time.ZoneId zone =
                java.time.ZoneId.of(String.valueOf(told.story().settings().get("timezone")));
        return holds(version, LocalDate.parse(day).atStartOfDay(zone).toInstant());
    }

    /** As it was just before the instant. */
    private static boolean holds(JsonNode version, Instant at) {
        JsonNode from = version.path("validFrom");
        JsonNode to = version.path("validTo");
        return (from.isNull() || Instant.parse(from.asText()).isBefore(at))
                && (to.isNull() || !Instant.parse(to.asText()).isBefore(at));
    }

    private static BigDecimal replay(List<JsonNode> versions, Instant at, LocalDate first, LocalDate end) {
        return versions.stream()
                .filter(version -> holds(version, at))
                .map(version -> version.path("deal"))
                .filter(deal -> deal.path("status").asText().equals("open")
                        && !deal.path("amount").isNull()
                        && !deal.path("expectedCloseOn").isNull())
                .filter(deal -> {
                    LocalDate expected =
                            LocalDate.parse(deal.path("expectedCloseOn").asText());
                    return !expected.isBefore(first) && expected.isBefore(end);
                })
                .map(deal -> new BigDecimal(deal.path("amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whoever looks for a deal that was won in the period finds it. */
    @StoryLaw({10, 11})
    void everyDealThatWasWonInThePeriodMadeTheStep(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        java.time.ZoneId zone =
                java.time.ZoneId.of(String.valueOf(told.story().settings().get("timezone")));
        List<JsonNode> versions = versions(told);
        int found = 0;
        for (Ask ask : asks(seed, told)) {
            List<String> decidedBefore = versions.stream()
                    .filter(version -> holds(version, ask.from()))
                    .map(version -> version.path("deal"))
                    .filter(deal ->
                            List.of("won", "lost").contains(deal.path("status").asText()))
                    .map(deal -> deal.path("externalId").asText())
                    .toList();
            List<String> won = versions.stream()
                    .filter(version -> holds(version, ask.to()))
                    .map(version -> version.path("deal"))
                    .filter(deal -> deal.path("status").asText().equals("won")
                            && !deal.path("closedAt").isNull()
                            && isIn(deal.path("closedAt").asText(), zone, ask))
                    .map(deal -> deal.path("externalId").asText())
                    .filter(deal -> !decidedBefore.contains(deal))
                    .toList();
            List<String> steps = told.client()
                    .get("/api/v1/forecasts/waterfall/records?first=500&step=won&" + ask.query(), "application/json")
                    .json()
                    .findValuesAsText("externalId");
            assertThat(steps).as(ask.toString()).containsAll(won);
            found += won.size();
        }
        assertThat(found).isPositive();
    }

    private static boolean isIn(String closedAt, java.time.ZoneId zone, Ask ask) {
        LocalDate day = LocalDate.ofInstant(Instant.parse(closedAt), zone);
        return !day.isBefore(ask.first()) && day.isBefore(ask.end());
    }

    private static List<JsonNode> versions(ToldStory told) {
        List<JsonNode> versions = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = told.client()
                    .get("/api/v1/deals?first=500" + after, "application/json")
                    .json();
            page.path("items").forEach(deal -> told.client()
                    .get("/api/v1/deals/" + deal.path("id").asText() + "/history", "application/json")
                    .json()
                    .path("items")
                    .forEach(versions::add));
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        }
        return versions;
    }
}
