package dev.kennzahl.ingestion.history;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.history.StoredEvent.Kind;
import dev.kennzahl.sales.EntityType;

/**
 * Folds the events of records into their versions. A pure function of the <em>set</em> of events: order and repetition of
 * deliveries cannot show, which is what makes late, doubled and shuffled webhooks harmless.
 */
public final class RecordFold {

    /**
     * What the fold must know of a record besides its events.
     *
     * @param status the sender's rule for the status of a live record; null stands for the entity's first state
     * @param derived the sender's rule for values that follow from others
     */
    public record Subject(
            UUID id,
            EntityType entity,
            Function<Function<String, @Nullable String>, @Nullable String> status,
            Function<Function<String, @Nullable String>, Map<String, @Nullable String>> derived) {

        /** A record whose every value stands for itself. */
        public Subject(
                UUID id, EntityType entity, Function<Function<String, @Nullable String>, @Nullable String> status) {
            this(id, entity, status, fields -> Map.of());
        }
    }

    /** Evidence of the currency that the connection assumes where an event names none. */
    public static final String ASSUMED_CURRENCY = "_assumed_currency";

    private static final Set<Kind> SETS_VALUES = Set.of(Kind.CREATED, Kind.CHANGED, Kind.RESTORED);

    private final ZoneId zone;

    /** @param zone where bare dates begin */
    public RecordFold(ZoneId zone) {
        this.zone = zone;
    }

    /** The other records that the events link to; their events belong to the same fold. */
    public static Set<UUID> linked(Collection<StoredEvent> events) {
        return MergeGroup.mentioned(events);
    }

    /**
     * The versions of each subject, in order of valid time.
     *
     * @param said all events of all subjects; those of records linked by merges must be complete
     */
    public Map<UUID, List<Version>> fold(Collection<Subject> subjects, Collection<StoredEvent> said) {
        Map<UUID, List<Version>> versions = new LinkedHashMap<>();
        courses(subjects, said).forEach((id, course) -> versions.put(id, course.versions()));
        return versions;
    }

    /** The same with the tails from which the versions can be followed. */
    public Map<UUID, Course> courses(Collection<Subject> subjects, Collection<StoredEvent> said) {
        List<StoredEvent> events = said.stream().map(event -> event.in(zone)).toList();
        Map<UUID, List<StoredEvent>> byOwner = new HashMap<>();
        MergeGroup merges = new MergeGroup(events);
        for (StoredEvent event : events) {
            UUID owner = merges.ownerAt(event.recordId(), event.occurredAt());
            byOwner.computeIfAbsent(owner, id -> new ArrayList<>()).add(event);
        }
        Map<UUID, Course> courses = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            courses.put(subject.id(), foldOne(subject, byOwner, merges));
        }
        return courses;
    }

    /**
     * The versions of a record from a tail on, without a look at what was said before.
     *
     * @param news all that is said of the record and was not when the tail was made
     * @return empty when the past may have been other than it was: then all events must be folded
     */
    public Optional<Course> follow(Subject subject, Tail tail, Collection<StoredEvent> news) {
        List<StoredEvent> events = news.stream().map(event -> event.in(zone)).toList();
        return tail.takes(events, zone)
                ? Optional.of(new Timeline(subject, zone, tail, factsOf(subject, events), events).course())
                : Optional.empty();
    }

    private Course foldOne(Subject subject, Map<UUID, List<StoredEvent>> byOwner, MergeGroup merges) {
        List<StoredEvent> own = byOwner.getOrDefault(subject.id(), List.of());
        List<Fact> facts = factsOf(subject, own);
        Optional<MergeGroup.Birth> birth = merges.birth(subject.id());
        birth.ifPresent(born -> facts.addAll(inherited(subject, born, byOwner, merges)));
        Timeline timeline = new Timeline(
                subject, zone, facts, own, birth.map(MergeGroup.Birth::at).orElse(null));
        merges.absorption(subject.id()).ifPresent(end -> timeline.mergedInto(merges.end(subject.id()), end.at()));
        Course course = timeline.course();
        // What happens to a party of a merge may happen to others, and what happened to others to it.
        return merges.isParty(subject.id()) ? new Course(course.versions(), null) : course;
    }

    /** What the survivor of a merge starts with: the primary's values as of the merge, its own inheritance included (rule R6). */
    private List<Fact> inherited(
            Subject subject, MergeGroup.Birth birth, Map<UUID, List<StoredEvent>> byOwner, MergeGroup merges) {
        List<Fact> facts = factsOf(subject, byOwner.getOrDefault(birth.primary(), List.of()));
        merges.birth(birth.primary()).ifPresent(earlier -> facts.addAll(inherited(subject, earlier, byOwner, merges)));
        facts.removeIf(fact -> fact.time().isAfter(birth.at()));
        return facts;
    }

    private List<Fact> factsOf(Subject subject, List<StoredEvent> events) {
        List<Fact> facts = new ArrayList<>(Snapshots.facts(subject.entity(), events, zone));
        for (StoredEvent event : events) {
            if (event.kind() != Kind.SNAPSHOT) {
                event.fields().forEach((field, value) -> {
                    // The end of a record has no values; that its sender held something back it may still say.
                    if (SETS_VALUES.contains(event.kind()) || field.equals(ChangeEvent.NEEDS_RESYNC)) {
                        facts.add(fact(event, field, value));
                    }
                });
            }
            if (event.kind() == Kind.CREATED) {
                facts.add(fact(event, Timeline.CREATED, event.occurredAt().toString()));
            }
        }
        return facts;
    }

    private static Fact fact(StoredEvent event, String field, @Nullable String value) {
        return new Fact(event.occurredAt(), event.sequence(), event.kind() == Kind.CREATED, event.key(), field, value);
    }
}
