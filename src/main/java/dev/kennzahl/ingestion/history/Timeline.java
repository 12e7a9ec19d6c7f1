package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.FieldType;

/** One record's facts, laid out along valid time and cut into versions wherever something changed. */
final class Timeline {
    /** Evidence that the sender announced the record's creation, and when. */
    static final String CREATED = "_created";

    static final String CREATED_AT = "created_at";

    private final RecordFold.Subject subject;
    private final ZoneId zone;
    private final TreeMap<Instant, List<Fact>> facts = new TreeMap<>();
    private final NavigableSet<Instant> deletions = new TreeSet<>();
    private final NavigableSet<Instant> restorations = new TreeSet<>();
    private final NavigableSet<Instant> breaks = new TreeSet<>();
    private final @Nullable Instant bornAt;
    private final @Nullable Instant createdAt;
    private final boolean stateUnknown;
    private final Map<String, Fact> current;
    private final ClosingRun run;
    private final List<Version> versions = new ArrayList<>();
    private @Nullable UUID survivor;
    private @Nullable Instant mergedAt;

    /** @param bornAt the merge that brought the record into being; it has no versions before that */
    Timeline(
            RecordFold.Subject subject,
            ZoneId zone,
            List<Fact> ofRecord,
            List<StoredEvent> events,
            @Nullable Instant bornAt) {
        this.subject = subject;
        this.zone = zone;
        this.bornAt = bornAt;
        current = new HashMap<>();
        run = new ClosingRun();
        enter(ofRecord, events);
        createdAt = creation();
        stateUnknown = isStateUnknown();
        startAtCreation();
    }

    /** The timeline from where another one ended: nothing new happened before. */
    Timeline(RecordFold.Subject subject, ZoneId zone, Tail tail, List<Fact> newOfRecord, List<StoredEvent> newEvents) {
        this.subject = subject;
        this.zone = zone;
        bornAt = null;
        current = tail.facts();
        run = tail.run();
        versions.add(tail.last());
        Optional.ofNullable(tail.deletion()).ifPresent(deletions::add);
        Optional.ofNullable(tail.restoration()).ifPresent(restorations::add);
        enter(newOfRecord, newEvents);
        createdAt = tail.createdAt();
        stateUnknown = false;
    }

    private void enter(List<Fact> ofRecord, List<StoredEvent> events) {
        ofRecord.stream().sorted(Fact.WEAKEST_FIRST).forEach(fact -> {
            facts.computeIfAbsent(fact.time(), time -> new ArrayList<>()).add(fact);
            breaks.add(fact.time());
        });
        for (StoredEvent event : events) {
            if (event.kind() != Kind.SNAPSHOT && event.kind() != Kind.MERGED) {
                breaks.add(event.occurredAt());
            }
            if (event.kind() == Kind.DELETED) {
                deletions.add(event.occurredAt());
            } else if (event.kind() == Kind.RESTORED) {
                restorations.add(event.occurredAt());
            }
        }
    }

    void mergedInto(UUID end, Instant at) {
        survivor = end;
        mergedAt = at;
        breaks.add(at);
    }

    /** Lays all out; to be called once. */
    Course course() {
        if (bornAt != null) {
            breaks.add(bornAt);
        }
        for (Instant time : breaks) {
            facts.getOrDefault(time, List.of()).forEach(fact -> current.put(fact.field(), fact));
            String live = liveStatus();
            run.enter(time, live);
            if (bornAt == null || !time.isBefore(bornAt)) {
                append(version(time, live));
            }
        }
        return new Course(versions, tail());
    }

    private @Nullable Tail tail() {
        // As long as nothing but evidence was said, what is said next can tell what the state was all the time.
        boolean isStateSettled = current.keySet().stream().anyMatch(name -> !name.startsWith("_"));
        if (versions.isEmpty() || !isStateSettled) {
            return null;
        }
        return new Tail(
                zone,
                breaks.last(),
                current,
                run,
                versions.get(versions.size() - 1),
                createdAt,
                deletions.isEmpty() ? null : deletions.last(),
                restorations.isEmpty() ? null : restorations.last());
    }

    private void append(Version next) {
        if (!versions.isEmpty()) {
            Version last = versions.get(versions.size() - 1);
            if (last.saysTheSameAs(next)) {
                return;
            }
            versions.set(versions.size() - 1, last.until(next.validFrom()));
        }
        versions.add(next);
    }

    /** The state the record is in, or would be in if it were neither deleted nor merged. */
    private String liveStatus() {
        if (stateUnknown) {
            return "unknown";
        }
        if (!subject.entity().hasLifecycle()) {
            return subject.entity().firstStatus();
        }
        String status = subject.status().apply(field -> textOf(current.get(field)));
        return status == null ? subject.entity().firstStatus() : status;
    }

    private String statusAt(Instant time, String live) {
        if (mergedAt != null && !time.isBefore(mergedAt)) {
            return "merged";
        }
        Instant deletion = deletions.floor(time);
        if (deletion != null) {
            Instant restoration = restorations.ceiling(deletion);
            if (restoration == null || restoration.isAfter(time)) {
                return "deleted";
            }
        }
        return live;
    }

    private Version version(Instant from, String live) {
        Map<String, Object> fields = new TreeMap<>();
        Map<String, String> custom = new TreeMap<>();
        Map<String, @Nullable String> values = values();
        values.forEach((name, value) -> {
            FieldType type = subject.entity().fields().get(name);
            boolean isStatus = name.equals("status") && subject.entity().hasLifecycle();
            if (value == null || name.startsWith("_") || isStatus) {
                return;
            }
            if (type == null) {
                custom.put(name, value);
            } else {
                fields.put(name, type.parse(value, zone));
            }
        });
        if (createdAt != null) {
            fields.put(CREATED_AT, createdAt);
        }
        String assumed = values.get(RecordFold.ASSUMED_CURRENCY);
        if (assumed != null && fields.containsKey("amount")) {
            fields.putIfAbsent("currency", assumed);
        }
        run.date(subject.entity(), fields, current);
        String status = statusAt(from, live);
        boolean needsResync = isTrue(current.get(ChangeEvent.NEEDS_RESYNC));
        return new Version(from, Instant.MAX, status, survivorIf(status), needsResync, fields, custom);
    }

    /** The values that hold, those that follow from others included. */
    private Map<String, @Nullable String> values() {
        Map<String, @Nullable String> values = new HashMap<>();
        current.forEach((name, fact) -> values.put(name, fact.value()));
        values.putAll(subject.derived().apply(field -> textOf(current.get(field))));
        return values;
    }

    private @Nullable UUID survivorIf(String status) {
        return status.equals("merged") ? survivor : null;
    }

    /** When the record came to be: as its sender dates it, else when the sender announced it. */
    private @Nullable Instant creation() {
        if (!subject.entity().fields().containsKey(CREATED_AT)) {
            return null; // a custom attribute of that name is text like any other
        }
        Fact stated = null;
        Instant announced = null;
        for (List<Fact> ofInstant : facts.values()) {
            for (Fact fact : ofInstant) {
                if (fact.field().equals(CREATED_AT)) {
                    stated = fact;
                } else if (fact.field().equals(CREATED) && announced == null) {
                    announced = fact.time();
                }
            }
        }
        if (stated != null && stated.value() != null) {
            return (Instant) FieldType.INSTANT.parse(stated.value(), zone);
        }
        return announced;
    }

    /**
     * Whether nothing says what state the record was ever in, so that it is left out of counts (rule R9): it is known only as a
     * party to a merge, or from messages that name it without its values.
     */
    private boolean isStateUnknown() {
        Fact resync = null;
        for (List<Fact> ofInstant : facts.values()) {
            for (Fact fact : ofInstant) {
                if (!fact.field().startsWith("_")) {
                    return false;
                }
                resync = fact.field().equals(ChangeEvent.NEEDS_RESYNC) ? fact : resync;
            }
        }
        return facts.isEmpty() ? bornAt != null : isTrue(resync);
    }

    private static boolean isTrue(@Nullable Fact fact) {
        return "true".equals(textOf(fact));
    }

    /** A record exists from its creation on, even where the first thing we heard of it came later. */
    private void startAtCreation() {
        if (createdAt != null && !breaks.isEmpty() && createdAt.isBefore(breaks.first())) {
            breaks.add(createdAt);
        }
    }

    private static @Nullable String textOf(@Nullable Fact fact) {
        return fact == null ? null : fact.value();
    }
}
