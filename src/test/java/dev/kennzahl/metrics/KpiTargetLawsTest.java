package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;
import dev.kennzahl.metrics.Answer.ComparedValue;
import dev.kennzahl.metrics.Question.Filter;

import static org.assertj.core.api.Assertions.assertThat;

/** What a value is compared with as its target is what the targets say, counted day by day by somebody else. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class KpiTargetLawsTest {
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000001");
    private static final List<String> NAMES = List.of("team", "region", "owner", "product");
    private static final int QUESTIONS = 60;

    private record Target(String kpi, LocalDate from, LocalDate to, BigDecimal value, Map<String, String> names) {
        boolean holds(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }

        boolean isOf(AnsweredPoint point) {
            return from.toString().equals(point.from()) && to.toString().equals(point.to());
        }

        long days() {
            return ChronoUnit.DAYS.between(from, to);
        }
    }

    @StoryLaw({10, 11})
    void aTargetIsWhatTheTargetsSayDayByDay(long seed) {
        ToldStory told = ToldStory.ofSeed(seed);
        List<Target> targets = targets(told.client());
        Random random = new Random(seed);
        int met = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            // The team is left out: whose team somebody is in is no matter of targets.
            List<String> groups = pick(random, List.of("region", "owner", "product"));
            String filtered = random.nextInt(3) == 0 ? pickOne(random, List.of("region", "owner")) : null;
            String value = "region".equals(filtered) ? "North" : "E1";
            String kpi = pickOne(
                    random, List.of("won_revenue", "won_revenue", "deals_won", "win_rate", "open_pipeline_value"));
            LocalDate from = LocalDate.of(2023, 6, 1).plusDays(random.nextInt(500));
            Question question = Question.of(kpi, from, from.plusDays(1 + random.nextInt(500)))
                    .with("grain", pickOne(random, List.of("week", "month", "quarter", "year", "total")))
                    .with("compare", List.of("target"))
                    .with("groupBy", groups.isEmpty() ? null : groups)
                    .with("where", filtered == null ? null : List.of(new Filter(filtered, List.of(value), false)));
            Set<String> asked = new TreeSet<>(groups);
            if (filtered != null) {
                asked.add(filtered);
            }
            for (AnsweredSeries series : told.client().ask(question).series()) {
                List<Target> eligible = targets.stream()
                        .filter(target -> target.kpi().equals(kpi))
                        .filter(target ->
                                filtered == null || value.equals(target.names().get(filtered)))
                        .filter(target -> isOfGroup(target, groups, series.group()))
                        .toList();
                for (AnsweredPoint point : series.points()) {
                    ComparedValue found = point.comparisons().get("target");
                    BigDecimal expected = expected(kpi, eligible, asked, point);
                    String what = "seed " + seed + ": " + question + " " + series.group() + " " + point;
                    met += expected == null ? 0 : 1;
                    if (expected == null) {
                        assertThat(found.value()).as(what).isNull();
                        assertThat(found.reason()).as(what).isEqualTo("NO_TARGET");
                    } else {
                        assertThat(found.value()).as(what).isNotNull();
                        assertThat(new BigDecimal(found.value())
                                        .subtract(expected)
                                        .abs())
                                .as("%s should be %s", what, expected)
                                .isLessThanOrEqualTo(TOLERANCE);
                    }
                }
            }
        }
        assertThat(met).as("questions with targets").isGreaterThan(QUESTIONS);
    }

    private static boolean isOfGroup(Target target, List<String> groups, List<String> values) {
        for (int i = 0; i < groups.size(); i++) {
            String name = target.names().get(groups.get(i));
            if (name == null || !name.equals(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal expected(String kpi, List<Target> targets, Set<String> asked, AnsweredPoint point) {
        // Named dimensions that were not asked for: the fewer, the earlier; of as many by the order of NAMES.
        Map<String, List<Target>> levels = new TreeMap<>();
        for (Target target : targets) {
            int beyond = 0;
            int all = 0;
            for (String name : target.names().keySet()) {
                beyond += asked.contains(name) ? 0 : 1 << NAMES.indexOf(name);
                all += 1 << NAMES.indexOf(name);
            }
            levels.computeIfAbsent(
                            "%d %02d %02d".formatted(Integer.bitCount(beyond), beyond, all), key -> new ArrayList<>())
                    .add(target);
        }
        for (Map.Entry<String, List<Target>> level : levels.entrySet()) {
            BigDecimal value = ofLevel(kpi, level.getValue(), level.getKey().startsWith("0"), point);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static BigDecimal ofLevel(String kpi, List<Target> level, boolean isExact, AnsweredPoint point) {
        Map<Map<String, String>, List<Target>> slots = new HashMap<>();
        level.forEach(target ->
                slots.computeIfAbsent(target.names(), key -> new ArrayList<>()).add(target));
        if (kpi.equals("win_rate") && (!isExact || slots.size() > 1)) {
            return null;
        }
        LocalDate first = LocalDate.parse(point.from());
        LocalDate end = LocalDate.parse(point.to());
        long days = ChronoUnit.DAYS.between(first, end);
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate start = kpi.equals("open_pipeline_value") ? end.minusDays(1) : first;
        for (LocalDate day = start; day.isBefore(end); day = day.plusDays(1)) {
            boolean hasAny = false;
            for (List<Target> slot : slots.values()) {
                Target nearest = nearest(slot, day, point);
                if (nearest != null) {
                    hasAny = true;
                    long share = kpi.equals("open_pipeline_value")
                            ? 1
                            : kpi.equals("win_rate") || nearest.isOf(point) ? days : nearest.days();
                    sum = sum.add(nearest.value().divide(BigDecimal.valueOf(share), MathContext.DECIMAL128));
                }
            }
            if (!hasAny) {
                return null;
            }
        }
        return sum;
    }

    private static Target nearest(List<Target> slot, LocalDate day, AnsweredPoint point) {
        return slot.stream()
                .filter(target -> target.holds(day))
                .min(Comparator.comparing((Target target) -> !target.isOf(point))
                        .thenComparingLong(Target::days)
                        .thenComparing(Target::from, Comparator.reverseOrder()))
                .orElse(null);
    }

    private static List<Target> targets(KpiClient client) {
        List<Target> targets = new ArrayList<>();
        for (JsonNode item : client.get("/api/v1/targets?first=500", "application/json")
                .json()
                .path("items")) {
            Map<String, String> names = new HashMap<>();
            names.put("team", item.path("team").textValue());
            names.put("region", item.path("region").textValue());
            names.put("owner", item.path("ownerId").textValue());
            names.put("product", item.path("productId").textValue());
            names.values().removeIf(Objects::isNull);
            targets.add(new Target(
                    item.path("kpi").asText(),
                    LocalDate.parse(item.path("periodStart").asText()),
                    LocalDate.parse(item.path("periodEnd").asText()),
                    new BigDecimal(item.path("value").asText()),
                    names));
        }
        return targets;
    }

    private static List<String> pick(Random random, List<String> from) {
        return from.stream().filter(name -> random.nextInt(3) == 0).toList();
    }

    private static String pickOne(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void aQuarterIsComparedWithItsTargetAndAPersonWithOnesOwn() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("employees", "employee_id,name,team\nE1,Ada,Blue\nE2,Ben,Blue\nE3,Eve,Red\n");
        tenant.importCsv("deals", "deal_id,stage,status,amount,owner_id,closed_at\nA,won,won,750,E1,2026-01-15\n");
        tenant.importCsv(
                "targets",
                "kpi,period_start,period_end,value,owner_id\nwon_revenue,2026-01-01,2026-04-01,1000,E1\n"
                        + "won_revenue,2026-01-01,2026-04-01,500,E2\nwon_revenue,2026-01-01,2026-04-01,80,E3\n");
        KpiClient client = new KpiClient(tenant);
        Question quarter =
                Question.of("won_revenue", "2026-01-01", "2026-04-01").with("compare", List.of("target"));
        assertThat(client.ask(quarter).only().comparisons().get("target"))
                .isEqualTo(new ComparedValue("2026-01-01", "2026-04-01", "1580", "-830", "-0.525316", null));
        Question byTeam = quarter.with("groupBy", List.of("team"));
        assertThat(client.ask(byTeam)
                        .points(List.of("Blue"))
                        .get(0)
                        .comparisons()
                        .get("target")
                        .value())
                .isEqualTo("1500");
        assertThat(client.ask(byTeam).points(List.of("Red")).get(0).value())
                .as("a team that has a target and nothing else")
                .isEqualTo("0");
        Question byChannel = quarter.with("groupBy", List.of("channel"));
        assertThat(client.ask(byChannel)
                        .series()
                        .get(0)
                        .points()
                        .get(0)
                        .comparisons()
                        .get("target")
                        .reason())
                .as("no target names a channel")
                .isEqualTo("NO_TARGET");
    }

    @Test
    void aTargetInAnotherCurrencyIsConvertedAtThePeriodsFirstDayAndOneWithoutARateIsNotGuessed() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("exchange-rates", "rate_on,base,quote,rate\n2025-12-30,USD,EUR,0.5\n2026-02-01,USD,EUR,0.9\n");
        tenant.importCsv(
                "targets",
                "kpi,period_start,period_end,value,currency\nwon_revenue,2026-01-01,2026-04-01,1000,USD\n"
                        + "won_revenue,2026-04-01,2026-07-01,1000,CHF\n");
        KpiClient client = new KpiClient(tenant);
        List<AnsweredPoint> quarters = client.ask(Question.of("won_revenue", "2026-01-01", "2026-10-01")
                        .with("grain", "quarter")
                        .with("compare", List.of("target")))
                .points(List.of());
        assertThat(new BigDecimal(quarters.get(0).comparisons().get("target").value()))
                .isEqualByComparingTo("500");
        assertThat(quarters.get(1).comparisons().get("target").reason()).isEqualTo("EXCHANGE_RATE_MISSING");
        assertThat(quarters.get(2).comparisons().get("target").reason()).isEqualTo("NO_TARGET");
    }
}
