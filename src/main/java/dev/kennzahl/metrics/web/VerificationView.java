package dev.kennzahl.metrics.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.Verification;

/** What became of an answer, in REST. */
@Schema(name = "ReceiptVerification", description = "What became of an answer.")
public record VerificationView(
        @Schema(
                        enumeration = {"same", "changed", "mismatch"},
                        description =
                                "same: the question has the same answer now. changed: the answer was what the receipt says, and is another one now, or the KPI's definition is, or there is none any more. mismatch: under the same definition and settings, what was known then does not give the answer that the receipt stands for; the receipt is forged, or its records were erased.")
                String status,
        @Schema(description = "The KPI.") String kpi,
        @Schema(description = "How many records stood and stand behind the answer, counted as in a receipt.")
                RecordsView records,
        @Schema(description = "What changed that the answer follows from; empty unless changed.")
                List<ChangeView> changes,
        @Schema(
                        description =
                                "The values that differ, at most 100; empty unless changed, and after a change of the zone, as what is stored by days has followed to the new one.")
                List<DifferenceView> values,
        @Schema(description = "How many more values differ.") int moreValues) {

    /** Two numbers of records. */
    @Schema(name = "ReceiptRecords", description = "How many records stood and stand behind the answer.")
    public record RecordsView(
            @Schema(description = "As the receipt says.") long before, @Schema(description = "Now.") long after) {}

    /** Something that changed. */
    @Schema(name = "ReceiptChange", description = "Something that an answer follows from, and that changed.")
    public record ChangeView(
            @Schema(
                            enumeration = {
                                "definition",
                                "timezone",
                                "week_start",
                                "fiscal_year_start_month",
                                "churn_model",
                                "currency",
                                "watermark",
                                "time"
                            },
                            description =
                                    "definition: the version of the KPI's definition, where it makes the KPI of something else (not of a custom KPI that was only renamed or described anew), or after is deleted; timezone, week_start, fiscal_year_start_month, currency, churn_model: a setting of the tenant; watermark: changes became known since; time: nothing became known, but the answer depends on the moment of asking.")
                    String what,
            @Schema(description = "As it was.") String before,
            @Schema(description = "As it is; deleted where the KPI has no definition any more.") String after) {}

    /** A value that differs. */
    @Schema(name = "ReceiptDifference", description = "A value that differs.")
    public record DifferenceView(
            @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Schema(description = "Whether it is of all groups beyond the limit.") boolean others,
            @Schema(description = "The bucket's first day.") LocalDate from,
            @Schema(description = "The day after its last.") LocalDate to,
            @Schema(description = "Which comparison's value it is; null for the bucket's own.") @Nullable
                    String comparison,
            @Schema(description = "As it was; null where the answer had no such group or bucket.") @Nullable
                    CellView before,
            @Schema(description = "As it is; null where the answer has no such group or bucket any more.") @Nullable
                    CellView after) {}

    /** A value with its parts. */
    @Schema(name = "ReceiptValue", description = "A value with its parts.")
    public record CellView(
            @Schema(description = "The value; null with a reason.") @Nullable Decimal value,
            @Schema(description = "The part above the line, for quotients.") @Nullable Decimal numerator,
            @Schema(description = "The part below the line, for quotients.") @Nullable Decimal denominator,
            @Schema(description = "How many records stand behind the value.") long sampleSize,
            @Schema(description = "Why the value is null.") @Nullable NullReason reason) {

        static @Nullable CellView of(@Nullable KpiValue value) {
            return value == null
                    ? null
                    : new CellView(
                            Decimal.of(value.value()),
                            Decimal.of(value.numerator()),
                            Decimal.of(value.denominator()),
                            value.sampleSize(),
                            value.reason());
        }
    }

    static VerificationView of(Verification found) {
        return new VerificationView(
                lower(found.status()),
                found.kpi(),
                new RecordsView(found.recordsThen(), found.recordsNow()),
                found.causes().stream()
                        .map(cause -> new ChangeView(lower(cause.ground()), cause.before(), cause.after()))
                        .toList(),
                found.values().stream().map(VerificationView::difference).toList(),
                found.moreValues());
    }

    private static DifferenceView difference(Verification.Difference found) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        found.group().forEach(value -> group.put(value.dimension(), value.value()));
        return new DifferenceView(
                group,
                found.others(),
                found.bucket().from(),
                found.bucket().to(),
                found.comparison() == null ? null : found.comparison().key(),
                CellView.of(found.before()),
                CellView.of(found.after()));
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
