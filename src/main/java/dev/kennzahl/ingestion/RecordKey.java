package dev.kennzahl.ingestion;

import dev.kennzahl.sales.EntityType;

/**
 * Who a record is, in the words of its sender.
 *
 * @param sender {@code hubspot}, {@code cloudevents}, …, or {@code import} for files
 * @param account the sender's account: portal, organisation, company, event source; empty for files
 * @param objectType the sender's name for the kind of record: {@code deal}, {@code contact}, {@code Opportunity}
 * @param externalId the sender's id of the record
 */
public record RecordKey(EntityType entity, String sender, String account, String objectType, String externalId) {}
