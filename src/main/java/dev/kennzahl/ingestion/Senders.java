package dev.kennzahl.ingestion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import org.jspecify.annotations.Nullable;

/** All the senders there are, found by injection. */
@Singleton
public class Senders {
    private final Map<String, CrmSender> byId = new TreeMap<>();

    Senders(@All List<CrmSender> senders) {
        senders.forEach(sender -> byId.put(sender.id(), sender));
    }

    public Optional<CrmSender> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The ids, in alphabetical order. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The rule for the status of a live record of that sender; files state the status themselves. */
    Function<Function<String, @Nullable String>, @Nullable String> statusRule(String sender) {
        CrmSender known = byId.get(sender);
        return known == null ? fields -> fields.apply("status") : known::status;
    }

    /** What follows from the values of a record of that sender; in files every value stands for itself. */
    Function<Function<String, @Nullable String>, Map<String, @Nullable String>> derivation(String sender) {
        CrmSender known = byId.get(sender);
        return known == null ? fields -> Map.of() : known::derived;
    }
}
