package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An import and how far it is.
 *
 * @param status {@code receiving}, {@code running}, {@code completed} or {@code failed}
 * @param sequence the order of the tenant's imports: a later one overrides an earlier one
 * @param dryRun whether the file is only tried; what that found is in the {@link DryRunReport}
 * @param rowsDone rows read so far, good and bad
 * @param error why it failed
 */
public record ImportJob(
        UUID id,
        String dataset,
        String format,
        @Nullable String mapping,
        String status,
        long bytesReceived,
        long bytesDone,
        long rowsDone,
        long accepted,
        long rejected,
        long sequence,
        boolean dryRun,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** The same with some rows set aside that counted as good. */
    ImportJob less(long refused) {
        return new ImportJob(
                id,
                dataset,
                format,
                mapping,
                status,
                bytesReceived,
                bytesDone,
                rowsDone,
                accepted - refused,
                rejected + refused,
                sequence,
                dryRun,
                createdAt,
                finishedAt,
                error);
    }

    /** The share of the file that is applied, 0 to 1. */
    public double progress() {
        if (status.equals("completed")) {
            return 1;
        }
        return bytesReceived == 0 ? 0 : Math.min(1, (double) bytesDone / bytesReceived);
    }
}
