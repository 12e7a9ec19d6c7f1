package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The secrets of a connection, newest first: after a rotation the old one stays valid for a while beside the new one. */
@RegisterForReflection
public record Secrets(List<Entry> entries) {

    /** @param validUntil null for until it is rotated out */
    @RegisterForReflection
    public record Entry(String value, @Nullable Instant validUntil) {}

    static Secrets of(@Nullable String secret) {
        return new Secrets(secret == null ? List.of() : List.of(new Entry(secret, null)));
    }

    /**
     * The secrets with a new one in front; of the others only the newest stays, until the overlap is over. The secret that is in
     * front already is not new: whoever repeats a rotation, for its answer was lost, must not lose the one before.
     */
    Secrets rotated(String secret, Instant oldValidUntil) {
        if (!entries.isEmpty() && entries.get(0).value().equals(secret)) {
            return this;
        }
        List<Entry> rotated = new ArrayList<>(List.of(new Entry(secret, null)));
        if (!entries.isEmpty()) {
            rotated.add(new Entry(entries.get(0).value(), oldValidUntil));
        }
        return new Secrets(rotated);
    }

    List<String> validAt(Instant now) {
        return entries.stream()
                .filter(entry -> entry.validUntil() == null || now.isBefore(entry.validUntil()))
                .map(Entry::value)
                .toList();
    }

    static Secrets parse(String json, ObjectMapper mapper) {
        try {
            return mapper.readValue(json, Secrets.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the connection holds only what this class wrote", e);
        }
    }

    String write(ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("secrets are plain text", e);
        }
    }
}
