package dev.kennzahl.forecast.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennzahl.calendar.ReportingPeriod;

/** Finds the periods that make up another one exactly, day by day. */
final class Tiling {
    private Tiling() {}

    /** Whether a period is within another one, which it is not itself. */
    static boolean isPart(ReportingPeriod whole, ReportingPeriod part) {
        return !part.from().isBefore(whole.from()) && !part.to().isAfter(whole.to()) && !part.equals(whole);
    }

    /**
     * As few as there can be, in order of time.
     *
     * @param finer what to choose from; periods that reach beyond do no harm
     * @return nothing when none of them make it up
     */
    static List<ReportingPeriod> of(ReportingPeriod whole, Collection<ReportingPeriod> finer) {
        Map<LocalDate, List<ReportingPeriod>> fewest = new HashMap<>();
        fewest.put(whole.to(), List.of());
        finer.stream()
                .filter(part -> isPart(whole, part))
                .sorted(Comparator.comparing(ReportingPeriod::from).reversed())
                .forEach(part -> Optional.ofNullable(fewest.get(part.to())).ifPresent(rest -> {
                    List<ReportingPeriod> known = fewest.get(part.from());
                    if (known == null || known.size() > rest.size() + 1) {
                        List<ReportingPeriod> tiles = new ArrayList<>(List.of(part));
                        tiles.addAll(rest);
                        fewest.put(part.from(), tiles);
                    }
                }));
        return fewest.getOrDefault(whole.from(), List.of());
    }
}
