package dev.kennzahl.ingestion;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An item that was set aside, with the reason. The message never repeats the value: it may be personal data. Names in it are the
 * sender's, who may put anything there; the store cannot hold NUL, which is therefore shown as its picture.
 *
 * @param item which item of the delivery or which line of the file, counted from 1
 * @param code one of the closed list of problem codes, as text
 * @param field the field at fault, if it is one field
 * @param recordId the sender's id of the record, if known
 */
@Schema(name = "Rejection", description = "An item that was set aside, with the reason.")
public record Rejection(
        @Schema(description = "Which item of the delivery or which line of the file, counted from 1.") long item,
        @Schema(description = "The problem code.") String code,
        @Schema(description = "The field at fault, if it is one field.") @Nullable String field,
        @Schema(description = "What was wrong and what would be right; never repeats the value.") String message,
        @Schema(description = "The sender's id of the record, if known.") @Nullable String recordId) {

    public Rejection {
        field = field == null ? null : storable(field);
        message = storable(message);
        recordId = recordId == null ? null : storable(recordId);
    }

    private static String storable(String text) {
        return text.replace('\u0000', '\u2400');
    }
}
