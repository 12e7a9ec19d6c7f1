package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.metrics.Question.Filter;

/** Throws the dice for valid questions to a {@link SalesStory}: every parameter, alone and together. */
final class QuestionDice {
    private static final List<String> VALUES = List.of(
            "North",
            "East",
            "West",
            "Team A",
            "Team B",
            "E1",
            "E2",
            "E9",
            "nobody",
            "101",
            "103",
            "107",
            "P1",
            "P3",
            "Sensors",
            "web",
            "fair",
            "won",
            "offer",
            "default",
            "EUR",
            "USD",
            "red",
            "blue, light",
            "it's \"green\"",
            "groß",
            "Food, drinks",
            "Steel",
            "price",
            "C1",
            "fair",
            "ads",
            "qualified",
            "open",
            "50",
            "CHF",
            "DE",
            "",
            "",
            "Acme",
            "Bolt",
            "1",
            "2",
            "nowhere");

    private final Random random;
    private final List<Kpi> kpis;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    QuestionDice(long seed, Collection<Kpi> kpis) {
        this.random = new Random(seed);
        this.kpis = List.copyOf(kpis);
    }

    /** A question with a KPI, perhaps a variant, a period and a grain; nothing else. */
    Question plain() {
        Kpi kpi = oneOf(kpis);
        LocalDate from = day();
        LocalDate to = from.plusDays(1 + random.nextInt(800));
        String grain = oneOf(List.of("week", "month", "quarter", "year", "total", "total"));
        if (random.nextInt(3) == 0) {
            from = from.withDayOfMonth(1);
            to = from.plusMonths(1 + random.nextInt(14));
        } else if (random.nextInt(4) == 0) {
            to = from.plusDays(1 + random.nextInt(50));
            grain = "day";
        }
        Question question = Question.of(kpi.definition().key(), from, to).with("grain", grain);
        if (!kpi.definition().options().isEmpty() && random.nextBoolean()) {
            KpiOption option = oneOf(kpi.definition().options());
            question = question.with("option", option.name() + ":" + random.nextInt(option.least(), option.most() + 1));
        }
        return settled(
                random.nextBoolean()
                        ? question
                        : question.with("variant", oneOf(kpi.definition().variants())));
    }

    /** The question, of a figure that grows by itself as of one instant, so that it can be asked again. */
    Question settled(Question question) {
        return kpis.stream()
                .filter(kpi -> kpi.definition().key().equals(question.kpi()))
                .findFirst()
                .map(kpi -> KpiTraits.settled(kpi, question, now))
                .orElseThrow();
    }

    private LocalDate day() {
        int days = (int) ChronoUnit.DAYS.between(SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
        return SalesStoryDice.FIRST_DAY.minusDays(40).plusDays(random.nextInt(days));
    }

    private Kpi kpi(Question question) {
        return kpis.stream()
                .filter(kpi -> kpi.definition().key().equals(question.kpi()))
                .findFirst()
                .orElseThrow();
    }

    private String variant(Question question) {
        return question.variant() == null ? kpi(question).definition().defaultVariant() : question.variant();
    }

    private List<String> dimensions(Question question) {
        return KpiTraits.dimensions(kpi(question));
    }

    /** The question accumulated or rolling, if it can be. */
    Question windowed(Question question) {
        if (!KpiTraits.hasWindows(kpi(question), variant(question))) {
            return question;
        }
        String grain = (String) question.parameters().get("grain");
        List<String> finer = List.of("day", "week", "month", "quarter", "year");
        List<String> units = List.of("month", "quarter", "year").stream()
                .filter(unit -> finer.indexOf(unit) > finer.indexOf(grain) && !grain.equals("total"))
                .toList();
        return switch (random.nextInt(3)) {
            case 0 -> question.with("accumulate", "period");
            case 1 -> units.isEmpty() ? question : question.with("accumulate", oneOf(units));
            default -> grain.equals("total") ? question : question.with("rolling", 1 + random.nextInt(14));
        };
    }

    Question filtered(Question question) {
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<String> values = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                values.add(oneOf(VALUES));
            }
            filters.add(new Filter(oneOf(dimensions(question)), values, random.nextInt(3) == 0));
        }
        return filters.isEmpty() ? question : question.with("where", filters);
    }

    Question grouped(Question question) {
        List<String> dimensions = new ArrayList<>(dimensions(question));
        Collections.shuffle(dimensions, random);
        int count = random.nextInt(1 + Math.min(3, dimensions.size()));
        return count == 0 ? question : question.with("groupBy", dimensions.subList(0, count));
    }

    Question compared(Question question) {
        return question.with(
                "compare",
                oneOf(List.of(
                        List.of("previous_period"),
                        List.of("previous_year"),
                        List.of("previous_year", "previous_period"))));
    }

    /** Anything that can be asked; {@code moments} are instants that something was known at. */
    Question anything(List<String> moments) {
        Question question = grouped(filtered(plain()));
        if (random.nextInt(3) == 0) {
            question = random.nextInt(3) == 0
                    ? question.with("compare", oneOf(List.of(List.of("target"), List.of("previous_year", "target"))))
                    : compared(question);
        }
        if (random.nextInt(3) == 0) {
            question = settled(question.with("asOf", oneOf(moments)));
        }
        if (random.nextInt(3) == 0) {
            question = question.with("fill", oneOf(List.of("zero", "null")));
        }
        if (random.nextInt(3) == 0) {
            question = question.with("order", oneOf(List.of("group", "value", "-value")));
        }
        if (random.nextInt(3) == 0) {
            question = question.with("limit", 1 + random.nextInt(6));
        }
        if (question.parameters().containsKey("limit") && random.nextBoolean()) {
            question = question.with("others", true);
        }
        if (random.nextInt(3) == 0 && KpiTraits.hasShares(kpi(question), variant(question))) {
            question = question.with("share", true);
        }
        if (random.nextInt(3) == 0) {
            question = windowed(question);
        }
        if (random.nextInt(5) == 0 && isMoney(question)) {
            question = question.with("currency", oneOf(List.of("EUR", "USD", "CHF")));
        }
        return question;
    }

    private boolean isMoney(Question question) {
        return kpi(question).definition().unit(variant(question)).isMoney();
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
