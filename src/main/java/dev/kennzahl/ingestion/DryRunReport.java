package dev.kennzahl.ingestion;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.Figures;

/**
 * What a file would change.
 *
 * @param complete whether all of the file was tried, and not only its first rows
 * @param erased how many rows are about erased people
 * @param from where figures were compared; null when nothing changes
 */
@Schema(name = "DryRunReport", description = "What importing the file would change. Nothing of it was kept.")
public record DryRunReport(
        @Schema(
                        description =
                                "Whether all of the file was tried, and not only as many of its first rows as are received.")
                boolean complete,
        @Schema(description = "How many records, or facts, would become what.") Counts records,
        @Schema(description = "How many of the rejected rows are about erased people.") long erased,
        @Schema(
                        description =
                                "Examples of fields that would differ, of records that are here already, in the order of the file; at most 200 unless configured otherwise. Emptied when a person is erased.")
                List<Difference> differences,
        @Schema(
                        description =
                                "The first day of the months in which figures were compared: from the earliest date that the changes touch to the latest, and to today, within 20 years of it unless configured otherwise. Null when nothing would change.")
                @Nullable
                LocalDate from,
        @Schema(description = "The day after the last of them.") @Nullable LocalDate to,
        @Schema(description = "The KPIs that would move; the others stay as they are.") List<Figures.Moved> kpis) {

    /** How many records or facts would become what. */
    @Schema(name = "DryRunCounts", description = "How many records, or facts, would become what.")
    public record Counts(
            @Schema(description = "New ones.") long created,
            @Schema(description = "Those that are here and would say something else.") long changed,
            @Schema(description = "Deleted ones that would come back.") long restored,
            @Schema(description = "Those of which nothing new is said.") long unchanged) {
        /** Whether the file says anything new. */
        boolean anyChange() {
            return created + changed + restored > 0;
        }
    }

    /** A field that would differ. */
    @Schema(name = "FieldDifference", description = "A field that would differ.")
    public record Difference(
            @Schema(description = "The record's id here.") UUID id,
            @Schema(description = "The record's key, as the file has it; the lines of an order share one.")
                    String record,
            @Schema(
                            description =
                                    "Since when, in the record's history, it differs; null for since ever, and for facts.")
                    @Nullable
                    Instant from,
            @Schema(description = "The column, or the custom attribute.") String field,
            @Schema(description = "What it says now; null for unknown. Long texts are cut.") @Nullable String before,
            @Schema(description = "What it would say.") @Nullable String after) {}
}
