package dev.kennzahl.ingestion.sender;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.sales.EntityType;

/**
 * What one message comes to. It carries the whole record, and yet only what {@code previous} names happened at its time. The
 * rest was so before, at the latest since the record's last update but one; dated then, and weaker than anything else of that
 * instant, it makes up for messages that were lost and cannot undo a change that another message brings.
 */
final class PipedriveEvents {
    /** Below the changes of the same instant, which messages themselves state. */
    private static final long WEAKER = -1;

    /** The record's own time is in seconds; a message so soon after it announces the same act. */
    private static final Duration SAME_ACT = Duration.ofMinutes(1);

    private final PipedriveMessage message;
    private final ConnectionSettings settings;
    private final Findings findings;
    private final PipedriveFields fields;

    PipedriveEvents(PipedriveMessage message, ConnectionSettings settings, Findings findings) {
        this.message = message;
        this.settings = settings;
        this.findings = findings;
        this.fields = new PipedriveFields(message.record().entity(), settings);
    }

    void translate() {
        if (message.action() == PipedriveMessage.Action.DELETE) {
            delete();
        } else if (!message.now().isObject()) {
            add(ChangeEvent.Kind.CHANGED, message.occurredAt(), 0, message.key(), resync(true));
        } else if (message.action() == PipedriveMessage.Action.CREATE) {
            create();
        } else {
            change();
        }
    }

    private static Map<String, @Nullable String> resync(boolean needed) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put(ChangeEvent.NEEDS_RESYNC, Boolean.toString(needed));
        return fields;
    }

    private void create() {
        Map<String, @Nullable String> values = read(message.now(), findings);
        Map<String, @Nullable String> all = resync(false);
        all.putAll(values);
        add(ChangeEvent.Kind.CREATED, createdAt(), 0, message.key(), all);
        closedSince(values, createdAt());
        convertLead();
        deleteByStatus();
    }

    private Instant createdAt() {
        Instant announced = message.occurredAt();
        return PipedriveTimes.of(message.now(), "add_time")
                .filter(time -> !time.isAfter(announced) && time.isAfter(announced.minus(SAME_ACT)))
                .orElse(announced);
    }

    private void change() {
        JsonNode before = before();
        Map<String, @Nullable String> then = read(before, new Findings());
        Map<String, @Nullable String> changed = resync(false);
        Map<String, @Nullable String> rest = new LinkedHashMap<>();
        read(message.now(), findings).forEach((field, value) -> {
            boolean same = then.containsKey(field) && Objects.equals(then.get(field), value);
            (same ? rest : changed).put(field, value);
        });
        boolean restored = isDeal() && PipedriveDeal.isDeleted(before) && !PipedriveDeal.isDeleted(message.now());
        ChangeEvent.Kind kind = restored ? ChangeEvent.Kind.RESTORED : ChangeEvent.Kind.CHANGED;
        add(kind, message.occurredAt(), 0, message.key(), changed);
        Instant since = unchangedSince(before).orElse(message.occurredAt());
        add(ChangeEvent.Kind.CHANGED, since, WEAKER, message.key("rest"), rest);
        stageSince(rest, since);
        closedSince(rest, since);
        convertLead();
        mergedFrom();
        deleteByStatus();
    }

    /** The record before the change: as now, except for what {@code previous} names. */
    private JsonNode before() {
        ObjectNode before = message.now().deepCopy();
        message.previous().properties().forEach(member -> {
            if (before.get(member.getKey()) instanceof ObjectNode custom
                    && member.getKey().equals("custom_fields")
                    && member.getValue() instanceof ObjectNode changed) {
                custom.setAll(changed);
            } else {
                before.set(member.getKey(), member.getValue());
            }
        });
        return before;
    }

    private Map<String, @Nullable String> read(JsonNode record, Findings into) {
        EventFields read = new EventFields(
                message.record().entity(), settings, into, 1, message.record().externalId());
        fields.read(record, read);
        return read.values();
    }

    /** When the record was last updated before the message's change; empty when nothing sure is before it. */
    private Optional<Instant> unchangedSince(JsonNode before) {
        return since(before, "update_time").filter(time -> time.isBefore(message.occurredAt()));
    }

    /** A record that says null was never updated, and has been so since its creation. */
    private Optional<Instant> since(JsonNode record, String member) {
        if (!message.datesItself()) {
            return Optional.empty();
        }
        return record.path(member).isNull()
                ? PipedriveTimes.of(record, "add_time")
                : PipedriveTimes.endOfSecond(record, member);
    }

    private void stageSince(Map<String, @Nullable String> rest, Instant known) {
        if (isDeal() && rest.containsKey("stage")) {
            since(message.now(), "stage_change_time")
                    .ifPresent(since -> earlier("stage", since, known, rest, Set.of("stage")));
        }
    }

    /** A closed deal says since when: had it been reopened and closed again, it would say another time. */
    private void closedSince(Map<String, @Nullable String> values, Instant known) {
        String status = values.get("status");
        if (isDeal() && status != null && values.get("closed_at") != null) {
            String member = message.now().path(status + "_time").isTextual() ? status + "_time" : "close_time";
            since(message.now(), member)
                    .ifPresent(since -> earlier("status", since, known, values, Set.of("status", "closed_at")));
        }
    }

    private void earlier(
            String what, Instant since, Instant known, Map<String, @Nullable String> values, Set<String> names) {
        Instant time = PipedriveTimes.of(message.now(), "add_time")
                .filter(created -> created.isAfter(since))
                .orElse(since);
        if (time.isBefore(known)) {
            Map<String, @Nullable String> step = new LinkedHashMap<>(values);
            step.keySet().retainAll(names);
            add(ChangeEvent.Kind.CHANGED, time, WEAKER, step(what, values.get(what), time), step);
        }
    }

    /** A lead that became a deal is deleted along with it; that it was converted is the better word for it. */
    private void convertLead() {
        JsonBody.id(message.now(), "source_lead_id").filter(id -> isDeal()).ifPresent(id -> {
            RecordKey deal = message.record();
            RecordKey lead = new RecordKey(EntityType.LEAD, deal.sender(), deal.account(), "lead", id);
            Instant at = PipedriveTimes.of(message.now(), "add_time").orElse(message.occurredAt());
            Map<String, @Nullable String> converted = new LinkedHashMap<>();
            converted.put("status", "converted");
            converted.put("converted_at", at.truncatedTo(ChronoUnit.MICROS).toString());
            converted.put("deal_id", deal.externalId());
            String key = step("converted", id, at);
            findings.add(ChangeEvent.of(lead, ChangeEvent.Kind.CHANGED, at, key, converted));
            // The deletion comes at about that time, in either order, and only a restoration outlives it.
            Instant after = at.plus(SAME_ACT);
            findings.add(ChangeEvent.of(lead, ChangeEvent.Kind.RESTORED, after, step("kept", id, after), converted));
        });
    }

    /** The duplicate key of what many messages tell of alike: it is one step. */
    private String step(String what, @Nullable String value, Instant time) {
        RecordKey record = message.record();
        return JsonBody.joined(
                record.account(), record.objectType(), record.externalId(), what, value, time.toString());
    }

    private void mergedFrom() {
        if (!message.mergedFrom().isEmpty()) {
            List<RecordKey> losers =
                    message.mergedFrom().stream().map(message::sibling).toList();
            merge(message.record(), losers, message.key("merge"));
        }
    }

    private void merge(RecordKey survivor, List<RecordKey> losers, String key) {
        ChangeEvent.Merge merge = new ChangeEvent.Merge(losers, null);
        findings.add(new ChangeEvent(survivor, ChangeEvent.Kind.MERGED, message.occurredAt(), 0, key, Map.of(), merge));
    }

    private void deleteByStatus() {
        if (isDeal() && PipedriveDeal.isDeleted(message.now())) {
            add(ChangeEvent.Kind.DELETED, message.occurredAt(), 0, message.key("deleted"), Map.of());
        }
    }

    /** What is gone comes with its last state. */
    private void delete() {
        JsonNode last = message.previous();
        String survivor = message.mergedTo();
        Optional<Instant> since = unchangedSince(last);
        if (survivor == null) {
            add(ChangeEvent.Kind.DELETED, message.occurredAt(), 0, message.key(), Map.of());
            since = since.or(() -> Optional.of(message.occurredAt()));
        } else {
            merge(message.sibling(survivor), List.of(message.record()), message.key());
            // The survivor's message may put the merge a little earlier, and from then on all is said of the survivor.
            since = since.filter(time -> time.isBefore(message.occurredAt().minus(SAME_ACT)))
                    .or(() -> PipedriveTimes.of(last, "add_time"));
        }
        if (last.isObject() && since.isPresent()) {
            add(ChangeEvent.Kind.CHANGED, since.get(), WEAKER, message.key("rest"), read(last, findings));
        }
    }

    private boolean isDeal() {
        return message.record().entity() == EntityType.DEAL;
    }

    private void add(
            ChangeEvent.Kind kind, Instant time, long sequence, String key, Map<String, @Nullable String> values) {
        findings.add(new ChangeEvent(message.record(), kind, time, sequence, key, values, null));
    }
}
