package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;

/**
 * All about one customer, as of one moment.
 *
 * @param key the business key, by which orders and the like name the customer
 * @param mergedKey what was asked for, where that was merged into this customer; null for all others
 * @param background what is known of the customer itself; null where only other records name it
 */
public record CustomerPage(
        String key,
        @Nullable String mergedKey,
        Instant asOf,
        ReportingPeriod period,
        String currency,
        @Nullable Background background,
        Purchases purchases,
        OpenDeals openDeals,
        Agreements contracts,
        List<Answer> answers,
        Contacts contacts) {

    /** What is known of the customer. */
    public record Background(
            String id,
            @Nullable String name,
            @Nullable String region,
            @Nullable String country,
            @Nullable String industry,
            @Nullable String segment,
            @Nullable String companySize,
            @Nullable String needs,
            @Nullable String ownerId,
            @Nullable String ownerName,
            @Nullable LocalDate becameCustomerOn,
            @Nullable LocalDate churnedOn) {}

    /**
     * What was bought.
     *
     * @param orders of the period, by lines of kind sale
     * @param revenue of the period, net; null where an amount has no exchange rate
     * @param margin revenue less the variable cost of the lines
     * @param ordersToDate by the end of the period
     * @param marginToDate the historic value of the customer
     */
    public record Purchases(
            long orders,
            @Nullable BigDecimal revenue,
            @Nullable BigDecimal margin,
            long ordersToDate,
            @Nullable BigDecimal revenueToDate,
            @Nullable BigDecimal marginToDate,
            @Nullable LocalDate firstOn,
            @Nullable LocalDate lastOn) {}

    /**
     * Deals that are open at the moment of the answer.
     *
     * @param value their amounts together; null where an amount has no exchange rate
     * @param weighted amounts times probabilities; of deals without one nothing
     * @param deals those expected first, at most so many as a page shows
     */
    public record OpenDeals(
            long count, @Nullable BigDecimal value, @Nullable BigDecimal weighted, List<OpenDeal> deals) {}

    /** One of them; the amount is as it was sent, in its own currency. */
    public record OpenDeal(
            String id,
            String externalId,
            @Nullable String name,
            @Nullable String stage,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable BigDecimal probability,
            @Nullable LocalDate expectedCloseOn,
            @Nullable String ownerId) {}

    /** Contracts in force on the day of the answer. */
    public record Agreements(long count, @Nullable BigDecimal annualValue, List<Agreement> contracts) {}

    /** One of them; the value is as it was sent, in its own currency. */
    public record Agreement(
            String externalId,
            @Nullable String productId,
            LocalDate startOn,
            @Nullable LocalDate endOn,
            @Nullable LocalDate cancelledOn,
            BigDecimal annualValue,
            @Nullable String currency) {}

    /**
     * The last answer to one kind of survey.
     *
     * @param answers how many answers of that kind there are
     */
    public record Answer(
            String kind,
            BigDecimal score,
            @Nullable BigDecimal scaleMin,
            @Nullable BigDecimal scaleMax,
            Instant answeredAt,
            @Nullable String employeeId,
            @Nullable String comment,
            long answers) {}

    /**
     * What was done with the customer, named as such or by a deal or lead.
     *
     * @param count in the period
     * @param last the newest, the last contact first
     */
    public record Contacts(long count, List<Contact> last) {}

    /** A contact. */
    public record Contact(Instant occurredAt, String type, @Nullable String direction, @Nullable String employeeId) {}
}
