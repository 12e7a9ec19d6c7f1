package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Deals;

import static org.assertj.core.api.Assertions.assertThat;

class SegmentsTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final Measure MEASURE = Measure.sum(Deals.CLOSED, Deals.WON, Deals.AMOUNT);

    /** Every day has a value of its own, some with cents, so that a sum over other days differs in value or digits. */
    @Property
    void windowsAreTheSumsOfTheirDays(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 40) Integer> starts,
            @ForAll @Size(12) List<@IntRange(min = 1, max = 25) Integer> lengths) {
        List<ReportingPeriod> windows = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            LocalDate from = FIRST.plusDays(starts.get(i));
            windows.add(new ReportingPeriod(from, from.plusDays(lengths.get(i))));
        }
        windows.sort(Comparator.comparing(ReportingPeriod::from));
        Segments segments = new Segments(windows);
        assertThat(Segments.areNeeded(segments.pieces())).isFalse();
        Cells measured = new Cells();
        for (int i = 0; i < segments.pieces().size(); i++) {
            MeasureValue value = sum(segments.pieces().get(i));
            if (value.records() > 0) {
                measured.put(CellKey.WHOLE, i, MEASURE, value);
            }
        }
        Cells sums = segments.addUp(measured, List.of(MEASURE));
        for (int i = 0; i < windows.size(); i++) {
            assertThat(sums.value(CellKey.WHOLE, i, MEASURE))
                    .as("%s of %s", windows.get(i), windows)
                    .isEqualTo(sum(windows.get(i)).plain());
        }
    }

    private static MeasureValue sum(ReportingPeriod period) {
        return period.from()
                .datesUntil(period.to())
                .map(SegmentsTest::ofDay)
                .reduce(MeasureValue.NONE, MeasureValue::plus);
    }

    private static MeasureValue ofDay(LocalDate day) {
        int number = day.getDayOfYear();
        return switch (number % 5) {
            case 0 -> MeasureValue.NONE;
            case 1 -> new MeasureValue(null, 1, 0, number % 2);
            case 2 -> new MeasureValue(BigDecimal.valueOf(100L * number + 25, 2), 2, 1, 0);
            default -> new MeasureValue(BigDecimal.valueOf(number), 1, 1, 0);
        };
    }
}
