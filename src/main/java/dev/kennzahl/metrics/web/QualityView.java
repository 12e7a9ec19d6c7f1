package dev.kennzahl.metrics.web;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.AnswerQuality;

/** How far an answer can be trusted, for readers. */
@RegisterForReflection
@Name("KpiQuality")
@Description("How far an answer can be trusted.")
@Schema(name = "KpiQuality", description = "How far an answer can be trusted.")
public record QualityView(
        @NonNull
                @Description("Whether none of the thresholds is exceeded.")
                @Schema(description = "Whether none of the thresholds is exceeded.")
                Boolean good,
        @NonNull
                @Description("Records of the whole period without an amount, or whatever else is added up.")
                @Schema(description = "Records of the whole period without an amount, or whatever else is added up.")
                Share missingAmounts,
        @Description("Open deals whose expected close is past; null for figures that are not taken of deals.")
                @Schema(
                        description =
                                "Open deals whose expected close is past; null for figures that are not taken of deals.",
                        nullable = true)
                @Nullable
                Share staleCloseDates,
        @Description("Deliveries received and not applied yet; null as of a past moment.")
                @Schema(
                        description = "Deliveries received and not applied yet; null as of a past moment.",
                        nullable = true)
                @Nullable
                Backlog unprocessedDeliveries,
        @NonNull
                @Description("Values that fewer records stand behind than the threshold says.")
                @Schema(description = "Values that fewer records stand behind than the threshold says.")
                Share smallSamples) {

    /** Some of all. */
    @RegisterForReflection
    @Name("KpiQualityShare")
    @Description("How many of all are amiss.")
    @Schema(name = "KpiQualityShare", description = "How many of all are amiss.")
    public record Share(
            @NonNull @Description("How many are amiss.") @Schema(description = "How many are amiss.") Integer count,
            @NonNull @Description("Of how many.") @Schema(description = "Of how many.") Integer of,
            @Description("Their share; null of none.")
                    @Schema(description = "Their share; null of none.", type = SchemaType.STRING)
                    @Nullable
                    Decimal share,
            @Description("The configured threshold: a share, or of small samples a number of records.")
                    @Schema(
                            description = "The configured threshold: a share, or of small samples a number of records.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal threshold,
            @NonNull
                    @Description("Whether that is worth a warning.")
                    @Schema(description = "Whether that is worth a warning.")
                    Boolean exceeded) {

        static Share of(AnswerQuality.Share share) {
            return new Share(
                    Math.toIntExact(share.some()),
                    Math.toIntExact(share.all()),
                    Decimal.of(share.share()),
                    Decimal.of(share.threshold()),
                    share.exceeded());
        }
    }

    /** What waits. */
    @RegisterForReflection
    @Name("KpiQualityBacklog")
    @Description("What is received and not applied yet.")
    @Schema(name = "KpiQualityBacklog", description = "What is received and not applied yet.")
    public record Backlog(
            @NonNull @Description("How many deliveries.") @Schema(description = "How many deliveries.") Integer count,
            @NonNull @Description("The configured threshold.") @Schema(description = "The configured threshold.")
                    Integer threshold,
            @NonNull
                    @Description("Whether that is worth a warning.")
                    @Schema(description = "Whether that is worth a warning.")
                    Boolean exceeded) {}

    static QualityView of(AnswerQuality quality) {
        AnswerQuality.Share stale = quality.staleCloseDates();
        AnswerQuality.Backlog waiting = quality.unprocessed();
        return new QualityView(
                quality.isGood(),
                Share.of(quality.missingAmounts()),
                stale == null ? null : Share.of(stale),
                waiting == null
                        ? null
                        : new Backlog(Math.toIntExact(waiting.deliveries()), waiting.threshold(), waiting.exceeded()),
                Share.of(quality.smallSamples()));
    }
}
