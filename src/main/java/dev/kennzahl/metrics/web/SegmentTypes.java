package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.ChurnRisks;
import dev.kennzahl.metrics.shape.RfmSegments;

/** How segments of customers are shown, in REST and in GraphQL alike. */
public final class SegmentTypes {
    private SegmentTypes() {}

    /** Customers who ordered in the period, segmented by recency, frequency and monetary value. */
    @RegisterForReflection
    @Name("RfmSegments")
    @Description("Customers who ordered in the period, segmented by recency, frequency and monetary value.")
    @Schema(
            name = "RfmSegments",
            description = "Customers who ordered in the period, segmented by recency, frequency and monetary value.")
    public record RfmView(
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull @Description("What money is given in.") @Schema(description = "What money is given in.")
                    String currency,
            @NonNull @Description("How many there are.") @Schema(description = "How many there are.") Integer customers,
            @NonNull
                    @Description(
                            "How many order lines have a currency without a rate; if there are any, there are no segments.")
                    @Schema(
                            description =
                                    "How many order lines have a currency without a rate; if there are any, there are no segments.")
                    Integer foreignLines,
            @NonNull
                    @Description("All segments, also those nobody is in.")
                    @Schema(description = "All segments, also those nobody is in.")
                    List<@NonNull RfmSegmentView> segments) {
        static RfmView of(RfmSegments found) {
            return new RfmView(
                    found.asOf(),
                    found.currency(),
                    Math.toIntExact(found.customers()),
                    Math.toIntExact(found.foreign()),
                    found.segments().stream()
                            .map(segment -> new RfmSegmentView(
                                    segment.name(),
                                    Math.toIntExact(segment.customers()),
                                    Decimal.of(segment.customerShare()),
                                    Decimal.of(segment.revenue()),
                                    Decimal.of(segment.revenueShare()),
                                    Decimal.of(segment.recencyDays()),
                                    Decimal.of(segment.orders())))
                            .toList());
        }
    }

    /** A segment by recency, frequency and monetary value. */
    @RegisterForReflection
    @Name("RfmSegment")
    @Description("A segment by recency, frequency and monetary value.")
    @Schema(name = "RfmSegment", description = "A segment by recency, frequency and monetary value.")
    public record RfmSegmentView(
            @NonNull @Description("Its name.") @Schema(description = "Its name.") RfmSegments.Name segment,
            @NonNull
                    @Description("How many customers are in it.")
                    @Schema(description = "How many customers are in it.")
                    Integer customers,
            @Description("They divided by all customers; null of none.")
                    @Schema(description = "They divided by all customers; null of none.", type = SchemaType.STRING)
                    @Nullable
                    Decimal customerShare,
            @NonNull
                    @Description("Their net revenue.")
                    @Schema(description = "Their net revenue.", type = SchemaType.STRING)
                    Decimal revenue,
            @Description("Their revenue divided by that of all; null of nothing.")
                    @Schema(
                            description = "Their revenue divided by that of all; null of nothing.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal revenueShare,
            @Description("The mean number of days from the last order to the end of the period.")
                    @Schema(
                            description = "The mean number of days from the last order to the end of the period.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal recencyDays,
            @Description("The mean number of orders.")
                    @Schema(description = "The mean number of orders.", type = SchemaType.STRING)
                    @Nullable
                    Decimal orders) {}

    /** A customer with its scores, 1 to 5 each, 5 the best. */
    @RegisterForReflection
    @Name("RfmCustomer")
    @Description("A customer with its scores, 1 to 5 each, 5 the best.")
    @Schema(name = "RfmCustomer", description = "A customer with its scores, 1 to 5 each, 5 the best.")
    public record RfmCustomerView(
            @NonNull @Description("Its business key.") @Schema(description = "Its business key.") String customer,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @NonNull @Description("The segment it is in.") @Schema(description = "The segment it is in.")
                    RfmSegments.Name segment,
            @NonNull @Description("The score of the last order.") @Schema(description = "The score of the last order.")
                    Integer recency,
            @NonNull
                    @Description("The score of the number of orders.")
                    @Schema(description = "The score of the number of orders.")
                    Integer frequency,
            @NonNull
                    @Description("The score of the net revenue.")
                    @Schema(description = "The score of the net revenue.")
                    Integer monetary,
            @NonNull
                    @Description("Days from the last order to the end of the period.")
                    @Schema(description = "Days from the last order to the end of the period.")
                    Integer recencyDays,
            @NonNull @Description("How many orders.") @Schema(description = "How many orders.") Integer orders,
            @NonNull
                    @Description("The net revenue.")
                    @Schema(description = "The net revenue.", type = SchemaType.STRING)
                    Decimal revenue) {
        static RfmCustomerView of(RfmSegments.Customer customer) {
            return new RfmCustomerView(
                    customer.id(),
                    customer.name(),
                    customer.segment(),
                    customer.recency(),
                    customer.frequency(),
                    customer.monetary(),
                    Math.toIntExact(customer.recencyDays()),
                    Math.toIntExact(customer.orders()),
                    Decimal.of(customer.revenue()));
        }
    }

    /** The customers of the last day of the period, or of the day of the answer where that is earlier, segmented by the signs that they may be lost. */
    @RegisterForReflection
    @Name("ChurnRiskSegments")
    @Description(
            "The customers of the last day of the period, or of the day of the answer where that is earlier, segmented by the signs that they may be lost.")
    @Schema(
            name = "ChurnRiskSegments",
            description =
                    "The customers of the last day of the period, or of the day of the answer where that is earlier, segmented by the signs that they may be lost.")
    public record ChurnRiskView(
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull
                    @Description("How many days are looked at, and as many before them.")
                    @Schema(description = "How many days are looked at, and as many before them.")
                    Integer windowDays,
            @NonNull
                    @Description("Below how many per cent of the revenue before a customer brings too little.")
                    @Schema(description = "Below how many per cent of the revenue before a customer brings too little.")
                    Integer valuePercent,
            @NonNull
                    @Description("From how many signals on a customer is at risk.")
                    @Schema(description = "From how many signals on a customer is at risk.")
                    Integer signals,
            @NonNull
                    @Description("How many customers there are.")
                    @Schema(description = "How many customers there are.")
                    Integer customers,
            @NonNull
                    @Description("How many of them are at risk.")
                    @Schema(description = "How many of them are at risk.")
                    Integer atRisk,
            @Description("Those at risk divided by all; null of none.")
                    @Schema(description = "Those at risk divided by all; null of none.", type = SchemaType.STRING)
                    @Nullable
                    Decimal share,
            @NonNull
                    @Description("The segments that anybody is in.")
                    @Schema(description = "The segments that anybody is in.")
                    List<@NonNull ChurnRiskSegmentView> segments) {
        static ChurnRiskView of(ChurnRisks risks) {
            return new ChurnRiskView(
                    risks.asOf(),
                    risks.windowDays(),
                    risks.valuePercent(),
                    risks.signals(),
                    Math.toIntExact(risks.customers()),
                    Math.toIntExact(risks.atRisk()),
                    Decimal.of(risks.share()),
                    risks.segments().stream()
                            .map(segment -> new ChurnRiskSegmentView(
                                    segment.name(),
                                    Math.toIntExact(segment.customers()),
                                    Math.toIntExact(segment.atRisk()),
                                    Decimal.of(segment.share())))
                            .toList());
        }
    }

    /** Customers alike in how they buy and what they said. */
    @RegisterForReflection
    @Name("ChurnRiskSegment")
    @Description("Customers alike in how they buy and what they said.")
    @Schema(name = "ChurnRiskSegment", description = "Customers alike in how they buy and what they said.")
    public record ChurnRiskSegmentView(
            @NonNull
                    @Description(
                            "steady, declining or overdue, with _dissatisfied behind it where the last answer was a poor one.")
                    @Schema(
                            description =
                                    "steady, declining or overdue, with _dissatisfied behind it where the last answer was a poor one.")
                    String segment,
            @NonNull
                    @Description("How many customers are in it.")
                    @Schema(description = "How many customers are in it.")
                    Integer customers,
            @NonNull
                    @Description("How many of them are at risk.")
                    @Schema(description = "How many of them are at risk.")
                    Integer atRisk,
            @Description("Those at risk divided by all of the segment.")
                    @Schema(description = "Those at risk divided by all of the segment.", type = SchemaType.STRING)
                    @Nullable
                    Decimal share) {}

    /** A customer with the signs that it may be lost. */
    @RegisterForReflection
    @Name("ChurnRiskCustomer")
    @Description("A customer with the signs that it may be lost.")
    @Schema(name = "ChurnRiskCustomer", description = "A customer with the signs that it may be lost.")
    public record ChurnRiskCustomerView(
            @NonNull @Description("Its business key.") @Schema(description = "Its business key.") String customer,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @NonNull @Description("The segment it is in.") @Schema(description = "The segment it is in.")
                    String segment,
            @NonNull
                    @Description("Whether it shows as many signals as asked.")
                    @Schema(description = "Whether it shows as many signals as asked.")
                    Boolean atRisk,
            @NonNull
                    @Description("How many signals it shows, of four.")
                    @Schema(description = "How many signals it shows, of four.")
                    Integer signals,
            @NonNull
                    @Description("Whether it has not bought for the whole window and has no contract.")
                    @Schema(description = "Whether it has not bought for the whole window and has no contract.")
                    Boolean recency,
            @NonNull
                    @Description("Whether that is so, or it buys more seldom than before.")
                    @Schema(description = "Whether that is so, or it buys more seldom than before.")
                    Boolean frequency,
            @NonNull
                    @Description("Whether that is so, or it brings too little beside before.")
                    @Schema(description = "Whether that is so, or it brings too little beside before.")
                    Boolean value,
            @NonNull
                    @Description("Whether its last answer was a poor one.")
                    @Schema(description = "Whether its last answer was a poor one.")
                    Boolean satisfaction) {
        static ChurnRiskCustomerView of(ChurnRisks.Customer customer) {
            return new ChurnRiskCustomerView(
                    customer.id(),
                    customer.name(),
                    customer.segment(),
                    customer.atRisk(),
                    customer.signals(),
                    customer.recency(),
                    customer.frequency(),
                    customer.value(),
                    customer.satisfaction());
        }
    }
}
