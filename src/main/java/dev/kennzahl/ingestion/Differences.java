package dev.kennzahl.ingestion;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;

/** What differs between what was believed at an instant and what is believed now, record by record. */
final class Differences {
    /** Enough to recognise a text; a report must not grow with the longest of them. */
    private static final int LONGEST_TEXT = 200;

    private final Instant since;
    private final ReportingCalendar calendar;
    private final int mostExamples;
    private final List<DryRunReport.Difference> examples = new ArrayList<>();
    private long created;
    private long changed;
    private long restored;
    private long unchanged;
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;

    /**
     * @param since the instant
     * @param calendar says what day it was
     * @param mostExamples how many differing fields are kept
     */
    Differences(Instant since, ReportingCalendar calendar, int mostExamples) {
        this.since = since;
        this.calendar = calendar;
        this.mostExamples = mostExamples;
    }

    DryRunReport.Counts counts() {
        return new DryRunReport.Counts(created, changed, restored, unchanged);
    }

    List<DryRunReport.Difference> examples() {
        return examples;
    }

    /** The days that the differing states speak of; empty when none differs, or when they name no day. */
    Optional<ReportingPeriod> days() {
        return first == null || last == null
                ? Optional.empty()
                : Optional.of(new ReportingPeriod(first, last.plusDays(1)));
    }

    /** Compares one record or fact: all that is believed of it now, and was at the instant; of a fact also what was before. */
    void add(Collection<Believed> ofOne) {
        NavigableMap<Instant, Believed> before = new TreeMap<>();
        NavigableMap<Instant, Believed> after = new TreeMap<>();
        for (Believed believed : ofOne) {
            if (believed.wasKnownAt(since)) {
                before.put(believed.from(), believed);
            }
            if (believed.isKnown()) {
                after.put(believed.from(), believed);
            }
        }
        List<DryRunReport.Difference> differing = differing(before, after);
        if (differing.isEmpty()) {
            unchanged++;
            return;
        }
        before.values().forEach(this::noteDays);
        after.values().forEach(this::noteDays);
        if (before.isEmpty()) {
            boolean wasHere =
                    ofOne.stream().anyMatch(believed -> !believed.knownTo().isAfter(since));
            restored += wasHere ? 1 : 0;
            created += wasHere ? 0 : 1;
            return;
        }
        boolean comesBack = before.lastEntry().getValue().isDeleted()
                && !after.isEmpty()
                && !after.lastEntry().getValue().isDeleted();
        restored += comesBack ? 1 : 0;
        changed += comesBack ? 0 : 1;
        differing.stream().limit(mostExamples - examples.size()).forEach(examples::add);
    }

    /** The fields that differ, each once for every time that its difference begins. */
    private static List<DryRunReport.Difference> differing(
            NavigableMap<Instant, Believed> before, NavigableMap<Instant, Believed> after) {
        Set<Instant> moments = new TreeSet<>(before.keySet());
        moments.addAll(after.keySet());
        List<DryRunReport.Difference> all = new ArrayList<>();
        Map<String, DryRunReport.Difference> going = Map.of();
        for (Instant moment : moments) {
            Map<String, DryRunReport.Difference> here = new TreeMap<>();
            Believed was = at(before, moment);
            Believed is = at(after, moment);
            Set<String> fields = new TreeSet<>(values(was).keySet());
            fields.addAll(values(is).keySet());
            for (String field : fields) {
                Object one = values(was).get(field);
                Object other = values(is).get(field);
                if (!areEqual(one, other)) {
                    here.put(field, difference(was == null ? is : was, moment, field, one, other));
                }
            }
            for (DryRunReport.Difference difference : here.values()) {
                if (!saysTheSame(going.get(difference.field()), difference)) {
                    all.add(difference);
                }
            }
            going = here;
        }
        return all;
    }

    private static DryRunReport.Difference difference(
            Believed of, Instant moment, String field, @Nullable Object before, @Nullable Object after) {
        return new DryRunReport.Difference(
                of.id(), of.name(), moment.equals(Instant.MIN) ? null : moment, field, text(before), text(after));
    }

    private static boolean saysTheSame(DryRunReport.@Nullable Difference going, DryRunReport.Difference difference) {
        return going != null
                && Objects.equals(going.before(), difference.before())
                && Objects.equals(going.after(), difference.after());
    }

    private static @Nullable Believed at(NavigableMap<Instant, Believed> states, Instant moment) {
        Map.Entry<Instant, Believed> state = states.floorEntry(moment);
        return state == null || !state.getValue().to().isAfter(moment) ? null : state.getValue();
    }

    private static Map<String, Object> values(@Nullable Believed state) {
        return state == null ? Map.of() : state.values();
    }

    private static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        return one instanceof BigDecimal number && other instanceof BigDecimal another
                ? number.compareTo(another) == 0
                : Objects.equals(one, other);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private void noteDays(Believed state) {
        if (!state.from().equals(Instant.MIN)) {
            note(calendar.dayOf(state.from()));
        }
        for (Object value : state.values().values()) {
            if (value instanceof Instant instant) {
                note(calendar.dayOf(instant));
            } else if (value instanceof LocalDate day) {
                note(day);
            }
        }
    }

    private void note(LocalDate day) {
        first = first == null || day.isBefore(first) ? day : first;
        last = last == null || day.isAfter(last) ? day : last;
    }
}
