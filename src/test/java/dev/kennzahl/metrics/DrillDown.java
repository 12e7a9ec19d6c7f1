package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the records behind a number reproduce it, to the last digit. */
record DrillDown(KpiClient client, Kpis kpis) {
    private static final Pattern FIGURE = Pattern.compile("([a-z_]+)(?:\\[([a-z_]+)])?");

    void reproduces(Question question, AnsweredPoint point, List<JsonNode> records) {
        String what = question + ": " + point + " from " + records;
        Kpi kpi = kpis.get(question.kpi());
        records.stream()
                .filter(record -> record.path("type").asText().equals("deal"))
                .forEach(record ->
                        assertThat(record.path("status").asText()).as(what).isIn("open", "won", "lost"));
        if (kpi.definition().kind() == KpiKind.DERIVED) {
            derived(what, question, kpi, point, records);
            return;
        }
        assertThat(KpiTraits.sample(kpi, question.variant(), records)).as(what).isEqualTo(point.sampleSize());
        // A record may be there twice, for what it adds above the line and below, each with a date of its own.
        assertThat(records).as(what).doesNotHaveDuplicates();
        if (Objects.equals(point.reason(), "EXCHANGE_RATE_MISSING")) {
            assertThat(records)
                    .as(what)
                    .anyMatch(record -> record.path("numerator").isNull()
                            || record.path("denominator").isNull());
            return;
        }
        boolean isQuotient = KpiTraits.isQuotient(kpi);
        same(what, sum(records, "numerator"), isQuotient ? point.numerator() : point.value());
        if (isQuotient) {
            same(what, sum(records, "denominator"), point.denominator());
        }
    }

    /** Made of other figures: records add up to these, and to the number where it is a quotient of sums itself. */
    private void derived(String what, Question question, Kpi kpi, AnsweredPoint point, List<JsonNode> records) {
        String variant = Kpis.variant(kpi, question.variant());
        assertThat(records).as(what).hasSizeGreaterThanOrEqualTo((int) point.sampleSize());
        List<Component> components = kpi.components(KpiTraits.asked(kpi, variant));
        assertThat(components).as(what).isNotEmpty();
        records.forEach(record -> assertThat(record.path("shares"))
                .as(what)
                .extracting(share -> share.path("figure").asText())
                .containsExactlyElementsOf(
                        components.stream().map(Component::name).toList()));
        if (Objects.equals(point.reason(), "EXCHANGE_RATE_MISSING")) {
            return;
        }
        if (kpi.sums(KpiTraits.asked(kpi, variant)).isPresent()) {
            same(what, sum(records, "numerator"), point.numerator());
            same(what, sum(records, "denominator"), point.denominator());
        }
        if (!question.parameters().containsKey("option")) {
            components.forEach(component -> figure(what, question, component, records));
        }
    }

    /** What is a KPI itself says so when it is asked; words of their own are nobody's to ask. */
    private void figure(String what, Question question, Component component, List<JsonNode> records) {
        Matcher figure = FIGURE.matcher(component.name());
        if (!figure.matches() || kpis.book().find(figure.group(1)).isEmpty()) {
            return;
        }
        Question asked = question.of(figure.group(1)).with("variant", figure.group(2));
        // Of a running total the last point is the whole of it.
        List<AnsweredPoint> points = client.ask(asked).points(List.of());
        AnsweredPoint point = points.get(points.size() - 1);
        if (Objects.equals(point.reason(), "EXCHANGE_RATE_MISSING")) {
            return;
        }
        boolean isQuotient = !component.denominator().isEmpty();
        Predicate<JsonNode> own = share -> share.path("figure").asText().equals(component.name());
        List<JsonNode> shares = records.stream()
                .flatMap(record -> record.path("shares").valueStream())
                .filter(own)
                .toList();
        same(what + " by " + asked, sum(shares, "numerator"), isQuotient ? point.numerator() : point.value());
        if (isQuotient) {
            same(what + " by " + asked, sum(shares, "denominator"), point.denominator());
        }
    }

    /** An unknown sum has no known contribution; medians have no numerator at all. */
    private static void same(String what, BigDecimal sum, String part) {
        if (part != null) {
            assertThat(sum).as(what).isEqualByComparingTo(part);
        }
    }

    static BigDecimal sum(List<JsonNode> records, String part) {
        return records.stream()
                .map(record -> record.path(part))
                .filter(value -> !value.isNull())
                .map(value -> new BigDecimal(value.asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
