package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.CustomerPage;

/** How the page about a customer is shown, in REST and in GraphQL alike. */
public final class CustomerPageTypes {
    private CustomerPageTypes() {}

    /** All about one customer, as of one moment. */
    @RegisterForReflection
    @Name("CustomerPage")
    @Description("All about one customer, as of one moment.")
    @Schema(name = "CustomerPage", description = "All about one customer, as of one moment.")
    public record PageView(
            @NonNull @Description("The business key.") @Schema(description = "The business key.") String customer,
            @Description(MERGED) @Schema(description = MERGED) @Nullable String mergedKey,
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull @Description("The first day of the period.") @Schema(description = "The first day of the period.")
                    LocalDate from,
            @NonNull @Description("The day after the last.") @Schema(description = "The day after the last.")
                    LocalDate to,
            @NonNull
                    @Description("What sums of money are given in.")
                    @Schema(description = "What sums of money are given in.")
                    String currency,
            @Description("What is known of the customer itself; null where only other records name it.")
                    @Schema(
                            description =
                                    "What is known of the customer itself; null where only other records name it.")
                    @Nullable
                    BackgroundView background,
            @NonNull @Description("What was bought.") @Schema(description = "What was bought.") PurchasesView purchases,
            @NonNull @Description("Deals open at that moment.") @Schema(description = "Deals open at that moment.")
                    OpenDealsView openDeals,
            @NonNull
                    @Description("Contracts in force on that day.")
                    @Schema(description = "Contracts in force on that day.")
                    CustomerTieTypes.AgreementsView contracts,
            @NonNull
                    @Description("The last answer to each kind of survey.")
                    @Schema(description = "The last answer to each kind of survey.")
                    List<CustomerTieTypes.@NonNull AnswerView> lastAnswers,
            @NonNull
                    @Description("What was done with the customer.")
                    @Schema(description = "What was done with the customer.")
                    CustomerTieTypes.ContactsView contacts) {
        private static final String MERGED =
                "What was asked for, where that customer was merged into this one; null for all others.";

        static PageView of(CustomerPage page) {
            return new PageView(
                    page.key(),
                    page.mergedKey(),
                    page.asOf(),
                    page.period().from(),
                    page.period().to(),
                    page.currency(),
                    page.background() == null ? null : BackgroundView.of(page.background()),
                    PurchasesView.of(page.purchases()),
                    OpenDealsView.of(page.openDeals()),
                    CustomerTieTypes.AgreementsView.of(page.contracts()),
                    page.answers().stream().map(CustomerTieTypes.AnswerView::of).toList(),
                    CustomerTieTypes.ContactsView.of(page.contacts()));
        }
    }

    /** What is known of a customer itself. */
    @RegisterForReflection
    @Name("CustomerBackground")
    @Description("What is known of a customer itself.")
    @Schema(name = "CustomerBackground", description = "What is known of a customer itself.")
    public record BackgroundView(
            @NonNull @Description("The id of its record.") @Schema(description = "The id of its record.") String id,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @Description("Its region.") @Schema(description = "Its region.") @Nullable String region,
            @Description("Its country.") @Schema(description = "Its country.") @Nullable String country,
            @Description("Its industry.") @Schema(description = "Its industry.") @Nullable String industry,
            @Description("Its segment.") @Schema(description = "Its segment.") @Nullable String segment,
            @Description("The size of the company.") @Schema(description = "The size of the company.") @Nullable
                    String companySize,
            @Description("What it needs.") @Schema(description = "What it needs.") @Nullable String needs,
            @Description("The employee who looks after it.")
                    @Schema(description = "The employee who looks after it.")
                    @Nullable
                    String ownerId,
            @Description("The name of that employee.") @Schema(description = "The name of that employee.") @Nullable
                    String ownerName,
            @Description("Since when it is a customer, as somebody says.")
                    @Schema(description = "Since when it is a customer, as somebody says.")
                    @Nullable
                    LocalDate becameCustomerOn,
            @Description("Since when it is none any more, as somebody says.")
                    @Schema(description = "Since when it is none any more, as somebody says.")
                    @Nullable
                    LocalDate churnedOn) {
        static BackgroundView of(CustomerPage.Background known) {
            return new BackgroundView(
                    known.id(),
                    known.name(),
                    known.region(),
                    known.country(),
                    known.industry(),
                    known.segment(),
                    known.companySize(),
                    known.needs(),
                    known.ownerId(),
                    known.ownerName(),
                    known.becameCustomerOn(),
                    known.churnedOn());
        }
    }

    /** What a customer bought. */
    @RegisterForReflection
    @Name("CustomerPurchases")
    @Description("What a customer bought.")
    @Schema(name = "CustomerPurchases", description = "What a customer bought.")
    public record PurchasesView(
            @NonNull @Description("Orders of the period.") @Schema(description = "Orders of the period.")
                    Integer orders,
            @Description("Net revenue of the period; null where an amount has no exchange rate.")
                    @Schema(
                            description = "Net revenue of the period; null where an amount has no exchange rate.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal revenue,
            @Description("Revenue of the period less variable cost.")
                    @Schema(description = "Revenue of the period less variable cost.", type = SchemaType.STRING)
                    @Nullable
                    Decimal margin,
            @NonNull
                    @Description("Orders by the end of the period.")
                    @Schema(description = "Orders by the end of the period.")
                    Integer ordersToDate,
            @Description("Net revenue by the end of the period.")
                    @Schema(description = "Net revenue by the end of the period.", type = SchemaType.STRING)
                    @Nullable
                    Decimal revenueToDate,
            @Description("Margin by the end of the period: the historic lifetime value.")
                    @Schema(
                            description = "Margin by the end of the period: the historic lifetime value.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal marginToDate,
            @Description("The day of the first order.") @Schema(description = "The day of the first order.") @Nullable
                    LocalDate firstOn,
            @Description("The day of the last order by the end of the period.")
                    @Schema(description = "The day of the last order by the end of the period.")
                    @Nullable
                    LocalDate lastOn) {
        static PurchasesView of(CustomerPage.Purchases bought) {
            return new PurchasesView(
                    Math.toIntExact(bought.orders()),
                    Decimal.of(bought.revenue()),
                    Decimal.of(bought.margin()),
                    Math.toIntExact(bought.ordersToDate()),
                    Decimal.of(bought.revenueToDate()),
                    Decimal.of(bought.marginToDate()),
                    bought.firstOn(),
                    bought.lastOn());
        }
    }

    /** Open deals with a customer. */
    @RegisterForReflection
    @Name("CustomerOpenDeals")
    @Description("Open deals with a customer.")
    @Schema(name = "CustomerOpenDeals", description = "Open deals with a customer.")
    public record OpenDealsView(
            @NonNull @Description("How many there are.") @Schema(description = "How many there are.") Integer count,
            @Description("Their amounts together; null where one has no exchange rate.")
                    @Schema(
                            description = "Their amounts together; null where one has no exchange rate.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Description("Amounts times probabilities together; a deal without a probability adds nothing.")
                    @Schema(
                            description =
                                    "Amounts times probabilities together; a deal without a probability adds nothing.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal weighted,
            @NonNull
                    @Description("Those expected first, at most 50.")
                    @Schema(description = "Those expected first, at most 50.")
                    List<@NonNull OpenDealView> deals) {
        static OpenDealsView of(CustomerPage.OpenDeals open) {
            return new OpenDealsView(
                    Math.toIntExact(open.count()),
                    Decimal.of(open.value()),
                    Decimal.of(open.weighted()),
                    open.deals().stream()
                            .map(deal -> new OpenDealView(
                                    deal.id(),
                                    deal.externalId(),
                                    deal.name(),
                                    deal.stage(),
                                    Decimal.of(deal.amount()),
                                    deal.currency(),
                                    Decimal.of(deal.probability()),
                                    deal.expectedCloseOn(),
                                    deal.ownerId()))
                            .toList());
        }
    }

    /** An open deal. */
    @RegisterForReflection
    @Name("CustomerOpenDeal")
    @Description("An open deal.")
    @Schema(name = "CustomerOpenDeal", description = "An open deal.")
    public record OpenDealView(
            @NonNull @Description("The id.") @Schema(description = "The id.") String id,
            @NonNull
                    @Description("The id of the sender, or the business key.")
                    @Schema(description = "The id of the sender, or the business key.")
                    String externalId,
            @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
            @Description("Its stage.") @Schema(description = "Its stage.") @Nullable String stage,
            @Description("Its amount, as it was sent.")
                    @Schema(description = "Its amount, as it was sent.", type = SchemaType.STRING)
                    @Nullable
                    Decimal amount,
            @Description("The currency of its amount; null for that of the tenant.")
                    @Schema(description = "The currency of its amount; null for that of the tenant.")
                    @Nullable
                    String currency,
            @Description("Its probability, 0 to 1.")
                    @Schema(description = "Its probability, 0 to 1.", type = SchemaType.STRING)
                    @Nullable
                    Decimal probability,
            @Description("The day it is expected to close.")
                    @Schema(description = "The day it is expected to close.")
                    @Nullable
                    LocalDate expectedCloseOn,
            @Description("The employee who owns it.") @Schema(description = "The employee who owns it.") @Nullable
                    String ownerId) {}
}
