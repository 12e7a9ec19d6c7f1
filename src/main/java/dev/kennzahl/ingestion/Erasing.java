package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.PersonalData;

/**
 * A person about to be erased.
 *
 * @param records its records: one, or several that merges or a common key make one person
 * @param pseudonyms for each of its keys what stands in its place
 * @param words its keys and names as they stand in texts, the longest first, with what stands in their place
 * @param deals the keys of its deals and leads, by which others refer to it as well
 * @param deliveries the raw requests that told something of it
 */
public record Erasing(
        int tenantId,
        EntityType entity,
        Set<UUID> records,
        Map<String, String> pseudonyms,
        Map<String, String> words,
        Map<EntityType, Set<String>> deals,
        Set<Long> deliveries,
        Instant at) {

    /** Shorter words, such as {@code 17} or {@code Ida}, stand in too many texts that mean something else. */
    static final int SHORTEST_IN_TEXT = 5;

    private static final int IN_ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** What stands in the place of a key; empty when it is somebody else's. */
    public Optional<String> pseudonymOf(@Nullable String key) {
        return Optional.ofNullable(key).map(pseudonyms::get);
    }

    /** The same with more words, such as addresses that lead to the person and nobody else. */
    Erasing knownBy(Map<String, String> others) {
        return new Erasing(tenantId, entity, records, pseudonyms, words(words, others), deals, deliveries, at);
    }

    /** The same with what belongs to it. */
    Erasing owning(Map<EntityType, Set<String>> others) {
        return new Erasing(tenantId, entity, records, pseudonyms, words, others, deliveries, at);
    }

    /** The same with more raw requests that told something of it. */
    Erasing toldBy(Set<Long> others) {
        Set<Long> all = new LinkedHashSet<>(deliveries);
        all.addAll(others);
        return new Erasing(tenantId, entity, records, pseudonyms, words, deals, all, at);
    }

    /**
     * All words, the longest first.
     *
     * @param names what the person is called, with the pseudonym of the record that says so
     */
    static Map<String, String> words(Map<String, String> pseudonyms, Map<String, String> names) {
        Map<String, String> all = new LinkedHashMap<>(names);
        all.putAll(pseudonyms);
        List<String> longestFirst = new ArrayList<>(all.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        Map<String, String> words = new LinkedHashMap<>();
        longestFirst.forEach(word -> words.put(word, all.get(word)));
        return words;
    }

    /** The person's keys, for a statement. */
    String[] keys() {
        return pseudonyms.keySet().toArray(new String[0]);
    }

    /** Those of its deals or leads, for a statement. */
    String[] keysOf(EntityType kind) {
        return deals.getOrDefault(kind, Set.of()).toArray(new String[0]);
    }

    /** A free text with the pseudonym in the place of keys and names. */
    public @Nullable String inText(@Nullable String text) {
        String replaced = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            if (replaced != null && word.getKey().length() >= SHORTEST_IN_TEXT) {
                replaced = Pattern.compile(Pattern.quote(word.getKey()), IN_ANY_CASE)
                        .matcher(replaced)
                        .replaceAll(word.getValue());
            }
        }
        return replaced;
    }

    /** Whether the key of an event has the person in it; in doubt it has. */
    boolean isIn(String eventKey) {
        String key = eventKey.toLowerCase(Locale.ROOT);
        return words.keySet().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(word -> key.contains(word)
                        || key.contains(
                                new String(JsonStringEncoder.getInstance().quoteAsString(word))));
    }

    /** The fields of an event, as they stay: of the person's own records without all that tells who it is, of others without the person. */
    Map<String, @Nullable String> inFields(StoredEvent event, EntityType of) {
        boolean isOwn = records.contains(event.recordId());
        Map<String, @Nullable String> kept = new LinkedHashMap<>();
        event.fields().forEach((name, value) -> kept.put(name, inField(name, value, of, isOwn)));
        return kept;
    }

    private @Nullable String inField(String name, @Nullable String value, EntityType of, boolean isOwn) {
        boolean isStatus = name.equals("status") && of.hasLifecycle();
        boolean isCustom = !of.fields().containsKey(name) && !name.startsWith("_") && !isStatus;
        // Cleared and not left out: a record of which nothing at all was said would count differently.
        if (isCustom) {
            return isOwn ? null : inText(value);
        } else if (PersonalData.isPersonal(name)) {
            return isOwn || value == null ? null : words.getOrDefault(value, inText(value));
        }
        boolean refers = PersonalData.referred(name).filter(entity::equals).isPresent();
        return refers ? pseudonymOf(value).orElse(value) : value;
    }
}
