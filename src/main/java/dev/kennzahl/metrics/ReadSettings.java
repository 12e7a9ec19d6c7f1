package dev.kennzahl.metrics;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.Verification.Ground;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Moment;

/** Which of a tenant's settings an answer follows from: those that its question or the records it is made of have to do with. */
final class ReadSettings {
    private ReadSettings() {}

    static Set<Ground> of(KpiQuery question, Kpi kpi) {
        Set<Ground> read = EnumSet.noneOf(Ground.class);
        Asked asked = QuestionReader.asked(question, kpi);
        KpiQuery.Extras extras = question.extras();
        if (kpi.holdsForecasts(asked)) { // a method looks at periods of its own
            read.addAll(List.of(Ground.TIMEZONE, Ground.WEEK_START, Ground.FISCAL_YEAR_START_MONTH, Ground.CURRENCY));
        }
        if (question.grain() == Grain.WEEK) {
            read.add(Ground.WEEK_START);
        }
        if (question.grain() == Grain.QUARTER
                || question.grain() == Grain.YEAR
                || extras.accumulate() == Accumulate.QUARTER
                || extras.accumulate() == Accumulate.YEAR) {
            read.add(Ground.FISCAL_YEAR_START_MONTH);
        }
        if (kpi.definition().unit(asked.variant()).isMoney()) {
            read.add(Ground.CURRENCY);
        }
        measures(question, kpi, asked).forEach(measure -> add(measure, read));
        return read;
    }

    private static Stream<Measure> measures(KpiQuery question, Kpi kpi, Asked asked) {
        return question.compare().contains(Comparison.TARGET)
                ? Stream.concat(kpi.measures(asked).stream(), Stream.of(Planned.measure(kpi.definition())))
                : kpi.measures(asked).stream();
    }

    private static void add(Measure measure, Set<Ground> read) {
        Moment moment = measure.moment();
        boolean isOfInstants = moment.timing() == Moment.Timing.INSTANT || moment.timing() == Moment.Timing.STANDING;
        if (isOfInstants || moment.isSoFar() || mentions(measure, ":zone", ":today", ":bucket_start")) {
            read.add(Ground.TIMEZONE);
        }
        if (measure.contribution().money() != null || mentions(measure, ":currency", ":tenant_currency")) {
            read.add(Ground.CURRENCY);
        }
        if (mentions(measure, ":churn_model", ":purchase_window_days")) {
            read.add(Ground.CHURN_MODEL);
        }
    }

    private static boolean mentions(Measure measure, String... words) {
        Moment moment = measure.moment();
        Contribution contribution = measure.contribution();
        String parts = String.join(
                " ",
                measure.subject().relation(),
                moment.from(),
                moment.to(),
                measure.condition().sql(),
                contribution.sql(),
                String.valueOf(contribution.foreign()));
        return Stream.of(words).anyMatch(parts::contains);
    }
}
