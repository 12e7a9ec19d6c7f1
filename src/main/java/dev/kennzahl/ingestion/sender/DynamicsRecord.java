package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/** The record that a message is about, and the events that the message comes to. */
final class DynamicsRecord {
    private static final String TIME_FORM = "must be a time such as /Date(1777885200000)/, in the years 0001 to 9998";

    private final ConnectionSettings settings;
    private final Findings findings;
    private final DynamicsContext context;
    private final EntityType entity;
    private final String entityName;
    private final String id;

    DynamicsRecord(
            ConnectionSettings settings,
            Findings findings,
            DynamicsContext context,
            EntityType entity,
            String entityName,
            String id) {
        this.settings = settings;
        this.findings = findings;
        this.context = context;
        this.entity = entity;
        this.entityName = entityName;
        this.id = id;
    }

    boolean is(String guid) {
        return guid.equals(id);
    }

    void delete() {
        emit(Kind.DELETED, time(Map.of()), "", Map.of());
    }

    /** Something happened to it that did not fit into the body (rule R9). */
    void needsResync() {
        emit(Kind.CHANGED, time(Map.of()), "", Map.of(ChangeEvent.NEEDS_RESYNC, "true"));
    }

    void change(Kind kind, Map<String, JsonNode> columns) {
        emit(kind, time(columns), "", fields(kind, columns));
    }

    /** @param contents the columns that the record takes over from the loser */
    void absorb(String loser, Map<String, JsonNode> contents) {
        Optional<Instant> time = time(Map.of());
        time.ifPresent(at -> merge(key(id), key(loser), at));
        emit(Kind.CHANGED, time, "#content", fields(Kind.CHANGED, contents));
    }

    void absorbedBy(String survivor, Map<String, JsonNode> columns) {
        time(columns).ifPresent(at -> merge(key(survivor), key(id), at));
    }

    /** The columns of an Entity; what cannot be read of them is set aside, one by one. */
    DynamicsAttributes attributes(JsonNode entity) {
        DynamicsAttributes attributes = DynamicsAttributes.of(entity);
        attributes.unusable().forEach(column -> invalid(column, "must stand among the Attributes once, with its key"));
        return attributes;
    }

    void missing(String parameter, String remedy) {
        findings.reject(1, ProblemCode.MISSING_VALUE, parameter, parameter + " " + remedy, id);
    }

    private void invalid(String column, String remedy) {
        findings.reject(1, ProblemCode.INVALID_VALUE, column, column + " " + remedy, id);
    }

    private Map<String, @Nullable String> fields(Kind kind, Map<String, JsonNode> columns) {
        EventFields fields = new EventFields(entity, settings, findings, 1, id);
        DynamicsColumns translator = new DynamicsColumns(settings, entity, entityName, fields);
        columns.forEach(translator::set);
        if (kind == Kind.CREATED) {
            fields.conclude(ChangeEvent.NEEDS_RESYNC, "false");
        }
        return fields.values();
    }

    /**
     * The time on the record, else the time of the message, which may differ by hours; empty, and on record, when there is neither. To
     * the second, as the record's own is: what came first within one is for the {@link #sequence} to say, of all messages alike.
     */
    private Optional<Instant> time(Map<String, JsonNode> columns) {
        JsonNode modifiedOn = columns.getOrDefault("modifiedon", MissingNode.getInstance());
        Optional<Instant> modified = DynamicsValue.instant(modifiedOn).filter(DynamicsContext::isPlausible);
        if (modified.isEmpty() && !CommonOptions.isAbsent(modifiedOn)) {
            invalid("modifiedon", TIME_FORM);
        }
        Optional<Instant> processed = context.createdOn();
        if (processed.isEmpty()) {
            invalid("OperationCreatedOn", TIME_FORM);
        }
        return modified.or(() -> processed).map(time -> time.truncatedTo(ChronoUnit.SECONDS));
    }

    private void emit(Kind kind, Optional<Instant> time, String suffix, Map<String, @Nullable String> fields) {
        time.ifPresent(at ->
                findings.add(new ChangeEvent(key(id), kind, at, sequence(), context.key() + suffix, fields, null)));
    }

    private void merge(RecordKey survivor, RecordKey loser, Instant at) {
        ChangeEvent.Merge merge = new ChangeEvent.Merge(List.of(loser), null);
        findings.add(new ChangeEvent(survivor, Kind.MERGED, at, sequence(), context.key(), Map.of(), merge));
    }

    /** Orders what happened within the second that a record's own time is exact to. */
    private long sequence() {
        return context.createdOn().map(Instant::toEpochMilli).orElse(0L);
    }

    private RecordKey key(String guid) {
        return new RecordKey(entity, "dynamics365", context.organization(), entityName, guid);
    }
}
