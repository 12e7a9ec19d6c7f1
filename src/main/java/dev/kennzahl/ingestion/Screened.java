package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.sales.PersonalData;

/**
 * What came in, looked through for erased people.
 *
 * @param passed what may be applied
 * @param refused what is about erased people
 * @param facts the facts, all of which may be stored
 * @param naming the deliveries of which some change names an erased person
 * @param pseudonyms the erased people that were named, with what stands in their place
 */
record Screened(
        List<Change> passed,
        List<Change> refused,
        List<RowTranslator.Statement> facts,
        Set<Long> naming,
        Map<PersonKey, String> pseudonyms) {

    /** Whether the text is the key of an erased person of whatever kind. */
    boolean isErased(@Nullable String text) {
        return text != null
                && PersonalData.PERSONS.stream()
                        .anyMatch(entity -> pseudonyms.containsKey(new PersonKey(entity, text)));
    }

    /** A row set aside for another reason: without its values if one of them is the key of an erased person. */
    ImportStore.RejectedRow blanked(ImportStore.RejectedRow row, Collection<@Nullable String> cells) {
        return cells.stream().anyMatch(this::isErased)
                ? new ImportStore.RejectedRow(
                        row.line(), row.number(), row.code(), row.field(), row.message(), ErasureGuard.NO_VALUES)
                : row;
    }

    /** The deliveries that must not be kept as they came. */
    Set<Long> marked(List<DeliveryTranslator.Translated> translated) {
        Set<Long> marked = new HashSet<>(naming);
        translated.stream()
                .filter(delivery ->
                        delivery.rejections().stream().anyMatch(rejection -> isErased(rejection.recordId())))
                .forEach(delivery -> marked.add(delivery.deliveryId()));
        return marked;
    }

    /** The deliveries with what was set aside of each. */
    List<DeliveryTranslator.Translated> outcomes(List<DeliveryTranslator.Translated> translated) {
        return pseudonyms.isEmpty()
                ? translated
                : translated.stream().map(this::outcome).toList();
    }

    private DeliveryTranslator.Translated outcome(DeliveryTranslator.Translated delivery) {
        Set<UUID> setAside = new LinkedHashSet<>();
        of(delivery, refused).forEach(change -> setAside.add(change.event().eventId()));
        List<Rejection> rejections = new ArrayList<>();
        delivery.rejections()
                .forEach(rejection -> rejections.add(
                        isErased(rejection.recordId())
                                ? new Rejection(
                                        rejection.item(),
                                        rejection.code(),
                                        rejection.field(),
                                        rejection.message(),
                                        null)
                                : rejection));
        setAside.forEach(event -> rejections.add(ErasureGuard.rejection(0, null)));
        return new DeliveryTranslator.Translated(
                delivery.deliveryId(),
                of(delivery, passed),
                delivery.events() - setAside.size(),
                delivery.ignored(),
                rejections,
                delivery.deadBecause());
    }

    private static List<Change> of(DeliveryTranslator.Translated delivery, List<Change> changes) {
        return changes.stream()
                .filter(change -> Long.valueOf(delivery.deliveryId())
                        .equals(change.origin().deliveryId()))
                .toList();
    }
}
