package dev.kennzahl.forecast.web;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.DealSum;

/** Deals and what they are worth together, in REST and in GraphQL. */
@RegisterForReflection
@Name("DealSum")
@Description("Deals, and what they are worth together.")
@Schema(name = "DealSum", description = "Deals, and what they are worth together.")
public record DealSumView(
        @NonNull
                @Description("What they add, exact.")
                @Schema(description = "What they add, an exact decimal string.", type = SchemaType.STRING)
                @Nullable
                Decimal amount,
        @NonNull @Description("How many deals.") @Schema(description = "How many deals.") Integer deals,
        @NonNull
                @Description("How many of them have no amount, or none in the currency asked for, and add nothing.")
                @Schema(
                        description =
                                "How many of them have no amount, or none in the currency asked for, and add nothing.")
                Integer unvalued) {

    static DealSumView of(DealSum sum) {
        return new DealSumView(Decimal.of(sum.amount()), Math.toIntExact(sum.deals()), Math.toIntExact(sum.unvalued()));
    }
}
