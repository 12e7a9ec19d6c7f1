package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;

/**
 * Windows that overlap, cut wherever one of them begins or ends. What is summed over the pieces adds up to the windows, so each
 * record is read once, however many windows it is in.
 */
final class Segments {
    private final List<ReportingPeriod> windows;
    private final List<ReportingPeriod> pieces = new ArrayList<>();

    Segments(List<ReportingPeriod> windows) {
        this.windows = windows;
        TreeMap<LocalDate, Integer> steps = new TreeMap<>();
        for (ReportingPeriod window : windows) {
            steps.merge(window.from(), 1, Integer::sum);
            steps.merge(window.to(), -1, Integer::sum);
        }
        int open = 0;
        for (Map.Entry<LocalDate, Integer> step : steps.entrySet()) {
            open += step.getValue();
            if (open > 0) { // between windows there may be gaps
                pieces.add(new ReportingPeriod(step.getKey(), steps.higherKey(step.getKey())));
            }
        }
    }

    /** Whether periods are anything but one after the other. */
    static boolean areNeeded(List<ReportingPeriod> periods) {
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i).from().isBefore(periods.get(i - 1).to())) {
                return true;
            }
        }
        return false;
    }

    /** In order of time, not overlapping. */
    List<ReportingPeriod> pieces() {
        return pieces;
    }

    /** The values of the windows, from those of the pieces. */
    Cells addUp(Cells measured, Collection<Measure> measures) {
        int[] first = new int[windows.size()];
        int[] end = new int[windows.size()];
        for (int i = 0; i < windows.size(); i++) {
            first[i] = position(windows.get(i).from());
            end[i] = position(windows.get(i).to());
        }
        Cells sums = new Cells();
        sums.labelAs(measured);
        for (CellKey group : measured.groups()) {
            for (Measure measure : measures) {
                MeasureValue[] tree = tree(measured, group, measure);
                for (int i = 0; i < windows.size(); i++) {
                    MeasureValue sum = sum(tree, first[i], end[i]);
                    if (sum.records() > 0) {
                        sums.put(group, i, measure, sum.plain());
                    }
                }
            }
        }
        return sums;
    }

    /** The first piece that does not begin before the day. */
    private int position(LocalDate day) {
        int low = 0;
        int high = pieces.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (pieces.get(middle).from().isBefore(day)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The values, in the second half, with the sums of every two below: a window is then the sum of few of them. */
    private MeasureValue[] tree(Cells measured, CellKey group, Measure measure) {
        int count = pieces.size();
        MeasureValue[] tree = new MeasureValue[2 * count];
        Arrays.fill(tree, MeasureValue.NONE);
        for (int i = 0; i < count; i++) {
            tree[count + i] = measured.value(group, i, measure);
        }
        for (int i = count - 1; i > 0; i--) {
            tree[i] = tree[2 * i].plus(tree[2 * i + 1]);
        }
        return tree;
    }

    /** Of additions only: taking away from a running total would leave the decimals of amounts outside the window. */
    private static MeasureValue sum(MeasureValue[] tree, int first, int end) {
        int count = tree.length / 2;
        MeasureValue sum = MeasureValue.NONE;
        int left = first + count;
        int right = end + count;
        while (left < right) {
            if (left % 2 == 1) {
                sum = sum.plus(tree[left]);
                left++;
            }
            if (right % 2 == 1) {
                right--;
                sum = sum.plus(tree[right]);
            }
            left /= 2;
            right /= 2;
        }
        return sum;
    }
}
