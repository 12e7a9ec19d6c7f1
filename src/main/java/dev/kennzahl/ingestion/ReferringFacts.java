package dev.kennzahl.ingestion;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.PersonalData;

/**
 * Which facts refer to a person, as conditions of SQL: by a key of the person, or by that of one of its deals or leads. What is said of
 * a call about somebody's deal is said of somebody.
 *
 * @param keys what stands for the keys of the person
 * @param deals what stands for those of its deals
 * @param leads what stands for those of its leads
 */
record ReferringFacts(EntityType person, String keys, String deals, String leads) {

    /** The kinds of fact that may. */
    List<FactType> types() {
        return Stream.of(FactType.values())
                .filter(type -> Stream.of(PersonalData.referencesTo(person), List.of("deal_id", "lead_id"))
                        .flatMap(Collection::stream)
                        .anyMatch(field -> type.field(field).isPresent()))
                .toList();
    }

    /** By a key of the person. */
    String byKey(FactType type) {
        return condition(PersonalData.referencesTo(person).stream()
                .filter(field -> type.field(field).isPresent())
                .map(field -> field + " = ANY (" + keys + ")"));
    }

    /** By a key of the person or of what is its. */
    String byAny(FactType type) {
        Stream.Builder<String> conditions = Stream.builder();
        conditions.add(byKey(type));
        type.field("deal_id").ifPresent(field -> conditions.add("deal_id = ANY (" + deals + ")"));
        type.field("lead_id").ifPresent(field -> conditions.add("lead_id = ANY (" + leads + ")"));
        return condition(conditions.build());
    }

    /** Never unknown: a fact without a key refers to nobody. */
    private static String condition(Stream<String> conditions) {
        String any = conditions.collect(Collectors.joining(" OR "));
        return any.isEmpty() ? "false" : "(" + any + ") IS TRUE";
    }
}
