package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.RecordContribution;

/** A record behind a number. */
@RegisterForReflection
@Name("KpiRecord")
@Description("A record behind a number, and what it contributes.")
@Schema(name = "KpiRecord", description = "A record behind a number, and what it contributes.")
public record RecordView(
        @Id @NonNull @Description("The record's id.") @Schema(description = "The record's id.") String id,
        @NonNull
                @Description("What it is, such as deal, lead or order.")
                @Schema(description = "What it is, such as deal, lead or order.")
                String type,
        @NonNull
                @Description("The sender's id, or the business key.")
                @Schema(description = "The sender's id, or the business key.")
                String externalId,
        @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
        @Description("Its status.") @Schema(description = "Its status.") @Nullable String status,
        @Description("Its stage.") @Schema(description = "Its stage.") @Nullable String stage,
        @Description("Its amount.")
                @Schema(
                        description = "Its amount, a decimal string.",
                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                @Nullable
                Decimal amount,
        @Description("The currency of its amount.") @Schema(description = "The currency of its amount.") @Nullable
                String currency,
        @Description("The employee who owns it.") @Schema(description = "The employee who owns it.") @Nullable
                String ownerId,
        @Description("The customer.") @Schema(description = "The customer.") @Nullable String customerId,
        @Description("The product.") @Schema(description = "The product.") @Nullable String productId,
        @Description("The region, its own or its owner's or its customer's.")
                @Schema(description = "The region, its own or its owner's or its customer's.")
                @Nullable
                String region,
        @Description("When it was created.") @Schema(description = "When it was created.") @Nullable Instant createdAt,
        @Description("When it was closed.") @Schema(description = "When it was closed.") @Nullable Instant closedAt,
        @Description("What puts it into the period; of a balance, since when it has been so.")
                @Schema(description = "What puts it into the period; of a balance, since when it has been so.")
                @Nullable
                Instant datedAt,
        @Description(NUMERATOR)
                @Schema(
                        description = NUMERATOR,
                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                @Nullable
                Decimal numerator,
        @Description("What it adds below the line, for quotients.")
                @Schema(
                        description = "What it adds below the line, for quotients.",
                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                @Nullable
                Decimal denominator,
        @NonNull @Description(SHARES) @Schema(description = SHARES, required = true) List<@NonNull ShareView> shares) {

    private static final String NUMERATOR =
            "What it adds to the value, or above the line; all records together add exactly that. Of a figure that counts customers, or"
                    + " what else is told apart, the first record of each adds the 1. Null when unknown, or where the value is made"
                    + " of other figures: see shares.";
    private static final String SHARES =
            "Of a value that is made of other figures, such as a target attainment or a custom KPI, what the record adds to each of"
                    + " these; empty for all else.";

    /** What a record adds to one of several figures. */
    @RegisterForReflection
    @Name("KpiRecordShare")
    @Description("What a record adds to one of the figures that a value is made of.")
    @Schema(name = "KpiRecordShare", description = "What a record adds to one of the figures that a value is made of.")
    public record ShareView(
            @NonNull @Description(FIGURE) @Schema(description = FIGURE, required = true) String figure,
            @Description("What it adds to the figure, or above its line; null when unknown.")
                    @Schema(
                            description = "What it adds to the figure, or above its line; null when unknown.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                    @Nullable
                    Decimal numerator,
            @Description("What it adds below the figure's line, for quotients.")
                    @Schema(
                            description = "What it adds below the figure's line, for quotients.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING)
                    @Nullable
                    Decimal denominator) {
        private static final String FIGURE =
                "The key of a KPI, with its variant in brackets unless it is the default: win_rate[by_value]; or a word for what is none,"
                        + " such as target or customers_at_start.";

        static ShareView of(RecordContribution.Share share) {
            return new ShareView(share.figure(), Decimal.of(share.numerator()), Decimal.of(share.denominator()));
        }
    }

    static RecordView of(RecordContribution record) {
        Instant dated = record.dated();
        return new RecordView(
                record.id().toString(),
                record.type(),
                record.externalId(),
                record.name(),
                record.status(),
                record.stage(),
                Decimal.of(record.amount()),
                record.currency(),
                record.ownerId(),
                record.customerId(),
                record.productId(),
                record.region(),
                record.createdAt(),
                record.closedAt(),
                dated == null || dated.equals(Instant.MIN) ? null : dated,
                Decimal.of(record.numerator()),
                Decimal.of(record.denominator()),
                record.shares().stream().map(ShareView::of).toList());
    }
}
