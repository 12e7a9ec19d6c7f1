package dev.kennzahl.sales.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.sales.Records.Entry;

/** A deal as it is, or as it was for a while. */
@RegisterForReflection
@Name("Deal")
@Description("A deal: an opportunity to sell, open, won or lost.")
@Schema(name = "Deal", description = "A deal: an opportunity to sell, open, won or lost.")
public record DealView(
        @Id @NonNull @Description("The id.") @Schema(description = "The id.") String id,
        @NonNull
                @Description("The sender's id, or the business key of a file.")
                @Schema(description = "The sender's id, or the business key of a file.")
                String externalId,
        @NonNull
                @Description("The sender's account; empty for files.")
                @Schema(description = "The sender's account; empty for files.")
                String account,
        @NonNull
                @Description("Who sent it: a kind of sender, or import.")
                @Schema(description = "Who sent it: a kind of sender, or import.")
                String sender,
        @Description("The connection it first came in on; null for files.")
                @Schema(description = "The connection it first came in on; null for files.")
                @Nullable
                String connection,
        @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
        @NonNull
                @Description("open, won, lost, deleted, merged or unknown.")
                @Schema(description = "open, won, lost, deleted, merged or unknown.")
                String status,
        @Description("The stage.") @Schema(description = "The stage.") @Nullable String stage,
        @Description("The pipeline.") @Schema(description = "The pipeline.") @Nullable String pipeline,
        @Description("The amount.") @Schema(description = "The amount.") @Nullable Decimal amount,
        @Description("The currency of the amount; null means the tenant's.")
                @Schema(description = "The currency of the amount; null means the tenant's.")
                @Nullable
                String currency,
        @Description("The probability of winning, 0 to 1.")
                @Schema(description = "The probability of winning, 0 to 1.")
                @Nullable
                Decimal probability,
        @Description("The employee who owns it.") @Schema(description = "The employee who owns it.") @Nullable
                String ownerId,
        @Description("The customer.") @Schema(description = "The customer.") @Nullable String customerId,
        @Description("The lead it stems from.") @Schema(description = "The lead it stems from.") @Nullable
                String leadId,
        @Description("The product.") @Schema(description = "The product.") @Nullable String productId,
        @Description("Its own region.") @Schema(description = "Its own region.") @Nullable String region,
        @Description("The sales channel.") @Schema(description = "The sales channel.") @Nullable String channel,
        @Description("The forecast category.") @Schema(description = "The forecast category.") @Nullable
                String forecastCategory,
        @Description("When it was created.") @Schema(description = "When it was created.") @Nullable Instant createdAt,
        @Description("When it was closed.") @Schema(description = "When it was closed.") @Nullable Instant closedAt,
        @Description("When it is expected to close.") @Schema(description = "When it is expected to close.") @Nullable
                LocalDate expectedCloseOn,
        @Description("Why it was lost.") @Schema(description = "Why it was lost.") @Nullable String lostReason,
        @Description("The deal it was merged into.") @Schema(description = "The deal it was merged into.") @Nullable
                String mergedInto,
        @NonNull
                @Description("Whether its sender should be asked for it again.")
                @Schema(description = "Whether its sender should be asked for it again.")
                Boolean needsResync,
        @NonNull
                @JsonRawValue
                @Description("Further columns and properties, a JSON object.")
                @Schema(description = "Further columns and properties.", type = SchemaType.OBJECT)
                String customAttributes) {

    static DealView of(Entry deal) {
        return new DealView(
                deal.id().toString(),
                deal.externalId(),
                deal.account(),
                deal.sender(),
                text(deal.connection()),
                deal.text("name"),
                deal.status(),
                deal.text("stage"),
                deal.text("pipeline"),
                Decimal.of((BigDecimal) deal.fields().get("amount")),
                deal.text("currency"),
                Decimal.of((BigDecimal) deal.fields().get("probability")),
                deal.text("owner_id"),
                deal.text("customer_id"),
                deal.text("lead_id"),
                deal.text("product_id"),
                deal.text("region"),
                deal.text("channel"),
                deal.text("forecast_category"),
                (Instant) deal.fields().get("created_at"),
                (Instant) deal.fields().get("closed_at"),
                (LocalDate) deal.fields().get("expected_close_on"),
                deal.text("lost_reason"),
                text(deal.mergedInto()),
                deal.needsResync(),
                deal.custom());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
