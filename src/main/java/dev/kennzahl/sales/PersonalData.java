package dev.kennzahl.sales;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where people stand in the data: which kinds of record may be a person, which fields tell who it is, and which refer to one by
 * its business key. It goes by the names of fields, which mean the same in every data set, so a new table has nothing to declare
 * but its columns; a test holds every text field of every data set to being a dimension or one of these.
 */
public final class PersonalData {
    /** The kinds of record that may be a person. */
    public static final Set<EntityType> PERSONS = Set.of(EntityType.CUSTOMER, EntityType.EMPLOYEE, EntityType.LEAD);

    private static final Map<String, EntityType> REFERENCES = Map.of(
            "customer_id", EntityType.CUSTOMER,
            "lead_id", EntityType.LEAD,
            "owner_id", EntityType.EMPLOYEE,
            "manager_id", EntityType.EMPLOYEE,
            "employee_id", EntityType.EMPLOYEE);

    /** What people write about people. Nothing here is a dimension: figures stay the same without it. */
    private static final Set<String> PERSONAL =
            Set.of("name", "needs", "interest", "disqualified_reason", "comment", "note");

    private PersonalData() {}

    /** The kind of person that a field refers to by business key; empty for any other field. */
    public static Optional<EntityType> referred(String field) {
        return Optional.ofNullable(REFERENCES.get(field));
    }

    /** The fields that refer to a kind of person, in alphabetical order. */
    public static List<String> referencesTo(EntityType person) {
        return REFERENCES.entrySet().stream()
                .filter(reference -> reference.getValue() == person)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Whether a field may tell who a record is. */
    public static boolean isPersonal(String field) {
        return PERSONAL.contains(field);
    }
}
