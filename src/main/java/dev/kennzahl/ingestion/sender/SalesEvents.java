package dev.kennzahl.ingestion.sender;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;

/** Translates {@code sales.*} events, whichever envelope they came in. */
final class SalesEvents {
    private static final Map<String, String> FIELD_OF = Map.of("closeDate", "expected_close_on");

    /** Members that say how things were, or that are read apart from the fields. */
    private static final Set<String> NO_FIELD = Set.of("previousStage", "mergedInto");

    private final ConnectionSettings settings;
    private final Findings findings;

    SalesEvents(ConnectionSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    void translate(SalesEvent event) {
        SalesEventType type = event.type();
        if (!event.data().isObject()) {
            missing(event, "data", "must be a JSON object with " + type.idMember(), null);
            return;
        }
        Optional<String> id = JsonBody.id(event.data(), type.idMember());
        if (id.isEmpty()) {
            missing(event, type.idMember(), "must name the " + type.entity().key() + ", as text", null);
        } else if (type.kind() == ChangeEvent.Kind.MERGED) {
            merge(event, id.get());
        } else {
            Map<String, @Nullable String> fields = type.kind() == ChangeEvent.Kind.DELETED
                    ? Map.of()
                    : fields(event, id.get()).values();
            findings.add(ChangeEvent.of(record(event, id.get()), type.kind(), event.time(), event.key(), fields));
        }
    }

    private void merge(SalesEvent event, String loser) {
        Optional<String> survivor = JsonBody.id(event.data(), "mergedInto").filter(into -> !into.equals(loser));
        if (survivor.isEmpty()) {
            missing(event, "mergedInto", "must name the other deal, as text", loser);
            return;
        }
        ChangeEvent.Merge merge = new ChangeEvent.Merge(List.of(record(event, loser)), null);
        findings.add(new ChangeEvent(
                record(event, survivor.get()), ChangeEvent.Kind.MERGED, event.time(), 0, event.key(), Map.of(), merge));
    }

    private EventFields fields(SalesEvent event, String id) {
        SalesEventType type = event.type();
        EventFields fields = new EventFields(type.entity(), settings, findings, event.item(), id);
        event.data().properties().forEach(member -> {
            if (!member.getKey().equals(type.idMember()) && !NO_FIELD.contains(member.getKey())) {
                set(fields, type, member.getKey(), member.getValue());
            }
        });
        fields.concludeProbabilityOfStage();
        type.status().ifPresent(status -> fields.conclude("status", status));
        if (type.kind() == ChangeEvent.Kind.CREATED) {
            fields.concludeIfUnknown("created_at", event.time().toString());
        } else if (type.closes()) {
            fields.concludeIfUnknown("closed_at", event.time().toString());
        }
        return fields;
    }

    private void set(EventFields fields, SalesEventType type, String member, JsonNode value) {
        String field = settings.mappedProperty(member).orElseGet(() -> fieldOf(type, member));
        if (value.isContainerNode()) {
            fields.reject(member, member + " must be a single value: a text, a number, true, false or null");
        } else {
            fields.set(field, member, JsonBody.scalar(value));
        }
    }

    /** Our field by name, spelled our way or in camel case; else the member stays itself, as a custom attribute. */
    private static String fieldOf(SalesEventType type, String member) {
        if (type == SalesEventType.DEAL_LOST && member.equals("reason")) {
            return "lost_reason";
        } else if (type.entity() == EntityType.LEAD && member.equals("source")) {
            return "lead_source";
        } else if (type.entity() == EntityType.LEAD && member.equals("amount")) {
            return "expected_value"; // nothing is sold yet
        }
        String ours = FIELD_OF.getOrDefault(
                member, member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        return type.entity().fields().containsKey(ours) ? ours : member;
    }

    private static RecordKey record(SalesEvent event, String id) {
        EntityType entity = event.type().entity();
        return new RecordKey(entity, event.sender(), event.account(), entity.key(), id);
    }

    private void missing(SalesEvent event, String member, String remedy, @Nullable String id) {
        findings.reject(event.item(), ProblemCode.MISSING_VALUE, member, member + " " + remedy, id);
    }
}
