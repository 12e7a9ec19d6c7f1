package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.PipelineMoves.Step;
import dev.kennzahl.metrics.PipelineMoves.Window;
import dev.kennzahl.metrics.WaterfallStep;

/** The way from one pipeline of a period to a later one: opening and steps add up to closing, in each group and to the last digit. */
public record PipelineWaterfall(Window window, ZoneId timezone, String currency, Instant asOf, List<Group> groups) {

    /** The deals of one group. */
    public record Group(DealGroup group, DealSum opening, Map<WaterfallStep, DealSum> steps, DealSum closing) {
        /** Of no deals when none made the step. */
        public DealSum step(WaterfallStep step) {
            return steps.getOrDefault(step, DealSum.NONE);
        }

        private Group plus(Step step) {
            Map<WaterfallStep, DealSum> all = new EnumMap<>(WaterfallStep.class);
            all.putAll(steps);
            all.put(step.step(), step.change());
            return new Group(group, opening.plus(step.opening()), all, closing.plus(step.closing()));
        }
    }

    /** Groups in order; without grouping there is one, even of no deals. */
    static List<Group> groups(List<Step> steps, boolean grouped) {
        Map<DealGroup, Group> groups = new LinkedHashMap<>();
        if (!grouped) {
            groups.put(DealGroup.WHOLE, none(DealGroup.WHOLE));
        }
        for (Step step : steps) {
            Group group = groups.getOrDefault(step.group(), none(step.group()));
            groups.put(group.group(), group.plus(step));
        }
        return groups.values().stream()
                .sorted(Comparator.comparing(Group::group))
                .toList();
    }

    private static Group none(DealGroup group) {
        return new Group(group, DealSum.NONE, Map.of(), DealSum.NONE);
    }
}
