package dev.kennzahl.ingestion;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.RecordedEvent;

/**
 * What a person is called in texts: names as its records had them, whole or put together of a first and a last one, addresses of mail,
 * and numbers of telephones. A first or a last name alone is a word like others, and half a company's name more so. Whom a column such as
 * {@code contact} names is not certain, and may be who sells; see {@link ContactsOfPersons}.
 */
final class NamesOfPersons {
    private static final Pattern FIRST = Pattern.compile("first_?name|given_?name|vorname", Pattern.CASE_INSENSITIVE);
    private static final Pattern LAST =
            Pattern.compile("last_?name|family_?name|surname|nachname", Pattern.CASE_INSENSITIVE);
    private static final Pattern TELEPHONE =
            Pattern.compile(".*(phone|telefon|mobil|handy|fax).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern WHOLE = Pattern.compile("full_?name|display_?name", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTACT = Pattern.compile(
            "person|contact|contact_?(person|name)|kontakt|kontaktperson|ansprechpartner(in)?",
            Pattern.CASE_INSENSITIVE);
    /** At least two words of letters, of which the first and the last are written as names are. */
    private static final Pattern SEVERAL_WORDS =
            Pattern.compile("\\p{Lu}[\\p{L}.'’-]*,?(\\s+[\\p{L}.'’-]+)*\\s+\\p{Lu}[\\p{L}.'’-]*");

    private NamesOfPersons() {}

    /** With the pseudonym of the record that says so. */
    static Map<String, String> of(
            Collection<RecordedEvent> own, Map<UUID, String> keyOf, Map<String, String> pseudonyms) {
        Map<String, String> names = new HashMap<>();
        Map<String, Set<String>> first = new HashMap<>();
        Map<String, Set<String>> last = new HashMap<>();
        own.forEach(recorded -> {
            String pseudonym = pseudonyms.get(keyOf.get(recorded.event().recordId()));
            if (pseudonym == null) {
                return;
            }
            recorded.event().fields().forEach((field, value) -> {
                if (value == null || value.isBlank()) {
                    return;
                }
                if (isName(field, value)) {
                    names.put(value.strip(), pseudonym);
                }
                note(FIRST, field, value, first, pseudonym);
                note(LAST, field, value, last, pseudonym);
            });
        });
        first.forEach((pseudonym, firsts) -> last.getOrDefault(pseudonym, Set.of())
                .forEach(surname -> firsts.forEach(given -> {
                    names.put(given + " " + surname, pseudonym);
                    names.put(surname + ", " + given, pseudonym);
                })));
        return names;
    }

    /** Names that may be the person's, as they stand in columns that say whom to ask for; with the pseudonym of the record that says so. */
    static Map<String, String> contacts(
            Collection<RecordedEvent> own, Map<UUID, String> keyOf, Map<String, String> pseudonyms) {
        Map<String, String> contacts = new HashMap<>();
        own.forEach(recorded -> {
            String pseudonym = pseudonyms.get(keyOf.get(recorded.event().recordId()));
            recorded.event().fields().forEach((field, value) -> {
                if (pseudonym != null && value != null && CONTACT.matcher(field).matches()) {
                    String name = value.strip();
                    if (SEVERAL_WORDS.matcher(name).matches()) {
                        contacts.put(name, pseudonym);
                    }
                }
            });
        });
        return contacts;
    }

    private static boolean isName(String field, String value) {
        return field.equals("name")
                || WHOLE.matcher(field).matches()
                || value.indexOf('@') > 0
                || TELEPHONE.matcher(field).matches();
    }

    private static void note(
            Pattern wanted, String field, @Nullable String value, Map<String, Set<String>> noted, String pseudonym) {
        if (wanted.matcher(field).matches()) {
            noted.computeIfAbsent(pseudonym, key -> new LinkedHashSet<>())
                    .add(Objects.requireNonNull(value).strip());
        }
    }
}
