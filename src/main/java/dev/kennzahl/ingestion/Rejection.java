package dev.kennzahl.ingestion;

import org.jspecify.annotations.Nullable;

/**
 * An item that was set aside, with the reason. The message never repeats the value: it may be personal data.
 *
 * @param item which item of the delivery or which line of the file, counted from 1
 * @param code one of the closed list of problem codes, as text
 * @param field the field at fault, if it is one field
 * @param recordId the sender's id of the record, if known
 */
public record Rejection(long item, String code, @Nullable String field, String message, @Nullable String recordId) {}
