package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.ForecastModel.Foretold;
import dev.kennzahl.metrics.ForecastModel.Outlook;
import dev.kennzahl.metrics.ForecastPart;
import dev.kennzahl.metrics.ForecastTake;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;

/**
 * How far were forecasts from what came? Judged are, by bucket and group, the whole periods of {@code judged_months} months within the
 * bucket that are over, counted from its first whole month on. What came is measured as the KPI measures it that was forecast. A group
 * that something came of and nothing was forecast of is judged as forecast to bring nothing, unless the method just had no forecast.
 */
final class JudgedFigures {
    /** How far back goes what is usual. */
    private static final int HISTORY_MONTHS = 60;

    private static final int YEAR = 12;

    private final ForecastFigures figures;
    private final List<Measure> measures;
    private final ForecastTake take;

    /** @param measures of forecasts by one method of one figure */
    JudgedFigures(ForecastFigures figures, List<Measure> measures) {
        this.figures = figures;
        this.measures = measures;
        this.take = ForecastFigures.take(measures.get(0));
    }

    /** A period that is judged in a bucket. */
    private record Judged(int bucket, ReportingPeriod period) {}

    Uni<Void> measure(List<ReportingPeriod> buckets, Cells cells) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            for (ReportingPeriod period : within(buckets.get(i))) {
                judged.add(new Judged(i, period));
            }
        }
        ForecastFigures.requireFewer(take.model(), judged.size());
        if (judged.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ReportingPeriod> periods = judged.stream().map(Judged::period).toList();
        return actual(periods).flatMap(came -> figures.foretell(
                        take.model(),
                        take.method(),
                        periods.stream().map(List::of).toList())
                .flatMap(outlooks -> {
                    Map<Integer, Map<DealGroup, ForecastTally>> tallies = tallies(judged, outlooks, came);
                    return usual(judged, tallies).invoke(() -> put(tallies, cells));
                }));
    }

    private List<ReportingPeriod> within(ReportingPeriod bucket) {
        int months = figures.option(ForecastTake.JUDGED_MONTHS);
        LocalDate month = bucket.from().withDayOfMonth(1);
        List<ReportingPeriod> within = new ArrayList<>();
        LocalDate start = month.isBefore(bucket.from()) ? month.plusMonths(1) : month;
        while (!start.plusMonths(months).isAfter(bucket.to())) {
            within.add(new ReportingPeriod(start, start.plusMonths(months)));
            start = start.plusMonths(months);
        }
        return within.stream().filter(figures::isOver).toList();
    }

    private Uni<Cells> actual(List<ReportingPeriod> periods) {
        return Figures.measure(
                figures.connection(), figures.question(), new ReadingPlan(Map.of()), List.of(take.actual()), periods);
    }

    private MeasureValue came(Cells came, DealGroup group, int period) {
        return came.value(key(group), period, take.actual());
    }

    private static CellKey key(DealGroup group) {
        return new CellKey(
                group.values().stream().map(KpiResult.GroupValue::value).toList());
    }

    /** By bucket and group. */
    private Map<Integer, Map<DealGroup, ForecastTally>> tallies(
            List<Judged> judged, List<Outlook> outlooks, Cells came) {
        Map<Integer, Map<DealGroup, ForecastTally>> tallies = new TreeMap<>();
        for (int i = 0; i < judged.size(); i++) {
            Map<DealGroup, ForecastTally> ofBucket =
                    tallies.computeIfAbsent(judged.get(i).bucket(), bucket -> new TreeMap<>());
            Map<DealGroup, Foretold> foretold = new TreeMap<>();
            outlooks.get(i).forecasts().forEach(found -> foretold.put(found.group(), found));
            Set<DealGroup> groups = new TreeSet<>(foretold.keySet());
            if (outlooks.get(i).namesAll()) {
                groups.addAll(groupsOf(judged, judged.get(i).bucket(), came));
            }
            for (DealGroup group : groups) {
                ForecastTally tally = ofBucket.computeIfAbsent(group, any -> new ForecastTally());
                tally.add(foretold.get(group), came(came, group, i));
            }
        }
        return tallies;
    }

    /** The groups that anything came of in the periods that are judged in a bucket. */
    private Set<DealGroup> groupsOf(List<Judged> judged, int bucket, Cells came) {
        Set<DealGroup> groups = new TreeSet<>();
        for (CellKey key : came.groups()) {
            for (int i = 0; i < judged.size(); i++) {
                if (judged.get(i).bucket() == bucket
                        && came.value(key, i, take.actual()).records() > 0) {
                    groups.add(group(key, came));
                }
            }
        }
        return groups;
    }

    private DealGroup group(CellKey key, Cells came) {
        List<KpiResult.GroupValue> values = new ArrayList<>();
        List<String> labels = came.labels(key);
        for (int i = 0; i < key.values().size(); i++) {
            values.add(new KpiResult.GroupValue(
                    figures.question().groupBy().get(i).name(),
                    key.values().get(i),
                    labels == null ? null : labels.get(i)));
        }
        return new DealGroup(values);
    }

    /** Tells each tally what change was usual before the first period that it judges, if anybody asks. */
    private Uni<Void> usual(List<Judged> judged, Map<Integer, Map<DealGroup, ForecastTally>> tallies) {
        boolean isAsked = measures.stream()
                .anyMatch(measure -> ForecastFigures.take(measure).part() == ForecastPart.USUAL_CHANGE);
        if (!isAsked) {
            return Uni.createFrom().voidItem();
        }
        int months = figures.option(ForecastTake.JUDGED_MONTHS);
        return Multi.createFrom()
                .iterable(tallies.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> {
                    LocalDate first = judged.stream()
                            .filter(one -> one.bucket() == entry.getKey())
                            .findFirst()
                            .orElseThrow()
                            .period()
                            .from();
                    List<ReportingPeriod> before = new ArrayList<>();
                    for (int back = HISTORY_MONTHS / months; back > 0; back--) {
                        LocalDate start = first.minusMonths((long) back * months);
                        before.add(new ReportingPeriod(start, start.plusMonths(months)));
                    }
                    return actual(before).invoke(came -> entry.getValue().forEach((group, tally) -> {
                        List<MeasureValue> history = new ArrayList<>();
                        for (int i = 0; i < before.size(); i++) {
                            history.add(came(came, group, i));
                        }
                        tally.before(history, YEAR % months == 0 ? YEAR / months : 1);
                    }));
                })
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private void put(Map<Integer, Map<DealGroup, ForecastTally>> tallies, Cells cells) {
        tallies.forEach(
                (bucket, groups) -> groups.forEach((group, tally) -> measures.forEach(measure -> ForecastFigures.put(
                        cells,
                        group,
                        bucket,
                        measure,
                        tally.value(ForecastFigures.take(measure).part())))));
    }
}
