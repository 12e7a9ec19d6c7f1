package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.value.FittedValue;
import dev.kennzahl.forecast.value.LifetimeValue;
import dev.kennzahl.metrics.CustomerSummaries;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.PurchaseSummary;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What each customer is expected to bring, page by page. */
@Path("/api/v1/customers/lifetime-value")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class CustomerValuesResource {
    private static final int USUAL_HORIZON_DAYS = 365;
    private static final int LONGEST_HORIZON_DAYS = 3_660;
    private static final double DAYS_PER_YEAR = 365.25;

    private final CustomerSummaries stored;
    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final Caller caller;

    CustomerValuesResource(CustomerSummaries stored, ForecastWorkers workers, ForecastConfig config, Caller caller) {
        this.stored = stored;
        this.workers = workers;
        this.config = config;
        this.caller = caller;
    }

    /** A customer. */
    @Schema(name = "ExpectedCustomerValue", description = "What a customer bought, and what is expected of them.")
    public record OfCustomer(
            @Schema(description = "The customer's key.") String customerId,
            @Schema(description = "Their name; null when it is not known.") @Nullable String name,
            @Schema(description = "On how many days after the first one they bought.") int frequency,
            @Schema(description = "The days from the first of them to the last.") int recencyDays,
            @Schema(description = "The days from the first of them to the day of observation.") int ageDays,
            @Schema(description = "What is expected of them.") LifetimeValueView.CustomerValue expected) {}

    /** A page. */
    @Schema(
            name = "ExpectedCustomerValues",
            description = "A page of customers by their keys, with the models that what is expected follows from.")
    public record Values(
            @Schema(description = "The customers.") List<OfCustomer> items,
            @Schema(description = "Pass it as 'after' to get the next page; null on the last page.") @Nullable
                    String next,
            @Schema(description = "What amounts are given in.") String currency,
            @Schema(description = "As of when it was known; pass it with the next page, so that all are of one moment.")
                    Instant asOf,
            @Schema(
                            description =
                                    "The model of purchases, its unit of time the day; like the other one fitted to all customers of the period, whatever the filters.")
                    LifetimeValueView.Purchases bgNbd,
            @Schema(description = "The model of amounts; null when too few customers tell of them.")
                    LifetimeValueView.@Nullable Spending gammaGamma,
            @Schema(description = "What is taken for granted; where it does not hold, so does not what follows.")
                    List<String> assumptions) {}

    private record Asked(int horizonDays, double discountRate, int size, @Nullable String after) {}

    @GET
    @Operation(
            operationId = "listCustomerValues",
            summary = "What customers are expected to bring",
            description =
                    "How probably each customer who ordered in the period is still there, how often they will buy within the horizon and what that is worth,"
                            + " by the BG/NBD and Gamma-Gamma models fitted to all of them. A filter chooses whom to list; it changes neither the models,"
                            + " nor what is expected of anybody.")
    @APIResponse(responseCode = "200", description = "A page of customers.")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is not as described, or too few customers came back to fit the models.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<Values> values(
            @Parameter(
                            description =
                                    "The first day, an ISO date; whoever bought before counts from their first purchase since.",
                            required = true)
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "The day after the day of observation, an ISO date.", required = true)
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(description = "How far ahead, from 1 to 3660 days; 365 when left out.")
                    @QueryParam("horizonDays")
                    @Nullable
                    String horizonDays,
            @Parameter(description = "The discount of a year, from 0 (default) to 1: 0.1 for 10 %.")
                    @QueryParam("discountRate")
                    @Nullable
                    String discountRate,
            @Parameter(
                            description =
                                    "Which customers to list, as dimension:value[,value…], repeatable; a ! in front excludes. The models stay those of all customers.")
                    @QueryParam("where")
                    List<String> where,
            @Parameter(description = "An instant: only orders that were known then count.")
                    @QueryParam("asOf")
                    @Nullable
                    String asOf,
            @Parameter(description = "The ISO 4217 code that amounts are given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        Asked asked = new Asked(
                horizon(horizonDays),
                discount(discountRate),
                Page.size(Parameters.number("first", first)),
                Page.keyOf(after));
        int tenantId = caller.tenantId();
        LocalDate begin = Parameters.date("from", from);
        LocalDate end = Parameters.date("to", to);
        List<KpiQuery.Filter> filters =
                where.stream().map(KpiQuery.Filter::parse).toList();
        return workers.inTime(
                stored.read(tenantId, begin, end, List.of(), Parameters.instant("asOf", asOf), currency)
                        .flatMap(all -> chosen(tenantId, begin, end, filters, all)
                                .flatMap(chosen -> workers.<Values>compute(List.of(() -> page(all, chosen, asked)))
                                        .toUni())),
                "fewer customers, or a shorter horizon");
    }

    /** Those that meet the filters, each with all that they bought. */
    private Uni<List<PurchaseSummary>> chosen(
            int tenantId, LocalDate first, LocalDate end, List<KpiQuery.Filter> filters, CustomerSummaries.Found all) {
        if (filters.isEmpty()) {
            return Uni.createFrom().item(all.customers());
        }
        return stored.read(tenantId, first, end, filters, all.asOf(), all.currency())
                .map(found -> {
                    Set<String> keys = found.customers().stream()
                            .map(PurchaseSummary::customerId)
                            .collect(Collectors.toSet());
                    return all.customers().stream()
                            .filter(customer -> keys.contains(customer.customerId()))
                            .toList();
                });
    }

    private Values page(CustomerSummaries.Found found, List<PurchaseSummary> chosen, Asked asked) {
        FittedValue fitted =
                FittedValue.of(LifetimeValueRequest.stored(found, 1, config).histories());
        double perDay = Math.pow(1 + asked.discountRate(), 1 / DAYS_PER_YEAR) - 1;
        LifetimeValue value = fitted.spending() == null
                ? null
                : new LifetimeValue(fitted.purchases(), fitted.spending(), asked.horizonDays(), perDay, 1);
        List<PurchaseSummary> rows = chosen.stream()
                .filter(customer ->
                        asked.after() == null || customer.customerId().compareTo(asked.after()) > 0)
                .limit(asked.size() + 1L)
                .toList();
        Page<PurchaseSummary> page = Page.of(rows, asked.size(), PurchaseSummary::customerId);
        return new Values(
                page.items().stream()
                        .map(customer -> new OfCustomer(
                                customer.customerId(),
                                customer.label(),
                                customer.frequency(),
                                customer.recencyDays(),
                                customer.ageDays(),
                                LifetimeValueView.CustomerValue.of(
                                        customer.customerId(),
                                        FittedValue.history(customer, 1),
                                        fitted,
                                        asked.horizonDays(),
                                        value)))
                        .toList(),
                page.next(),
                found.currency(),
                found.asOf(),
                LifetimeValueView.Purchases.of(fitted),
                LifetimeValueView.Spending.of(fitted),
                LifetimeValueView.assumptions(true));
    }

    private static int horizon(@Nullable String text) {
        Integer days = Parameters.number("horizonDays", text);
        if (days != null && (days < 1 || days > LONGEST_HORIZON_DAYS)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "horizonDays",
                    "horizonDays must be from 1 to " + LONGEST_HORIZON_DAYS + ".");
        }
        return days == null ? USUAL_HORIZON_DAYS : days;
    }

    private static double discount(@Nullable String text) {
        try {
            double rate = text == null ? 0 : Double.parseDouble(text);
            if (rate >= 0 && rate <= 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Problem(
                ProblemCode.INVALID_VALUE, "discountRate", "discountRate must be a number from 0 to 1, such as 0.1.");
    }
}
