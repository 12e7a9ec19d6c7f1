package dev.kennzahl.demo.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Whom sales spoke to: leads when they were contacted first, deals soon after they came up, and customers now and then. */
final class ActivityFile {
    private static final List<String> TYPES = List.of("call", "email", "meeting");
    private static final double ABOUT_DEAL = 0.85;
    /** Contacts with a customer in a quarter, by segment. */
    private static final List<Integer> CARE = List.of(0, 1, 3);

    private final CsvTable table = new CsvTable(
            "activities",
            List.of(
                    "activity_id",
                    "occurred_at",
                    "type",
                    "direction",
                    "lead_id",
                    "deal_id",
                    "customer_id",
                    "employee_id"));
    private final Dice dice;
    private int activities;

    private ActivityFile(Dice dice) {
        this.dice = dice;
    }

    static SampleFile of(List<Lead> leads, List<TrueDeal> deals, List<Customer> customers, Staff staff, Dice dice) {
        ActivityFile file = new ActivityFile(dice);
        leads.forEach(file::about);
        deals.stream().filter(TrueDeal::counts).forEach(file::about);
        customers.forEach(customer -> file.care(customer, staff));
        return file.table.file();
    }

    private void about(Lead lead) {
        if (lead.firstContactAt() != null) {
            activity(lead.firstContactAt(), "out", lead.leadId(), null, lead.customerId(), lead.ownerId());
        }
    }

    private void about(TrueDeal deal) {
        DealState first = deal.steps().get(0).state();
        Instant at = SampleCalendar.later(deal.createdAt(), dice.waiting(), dice);
        if (dice.chance(ABOUT_DEAL) && at.isBefore(SampleCalendar.END_AT)) {
            activity(at, "out", null, deal.dealId(), first.customerId(), first.ownerId());
        }
    }

    private void care(Customer customer, Staff staff) {
        for (LocalDate quarter = SampleCalendar.FIRST_DAY;
                quarter.isBefore(SampleCalendar.END);
                quarter = quarter.plusMonths(3)) {
            int contacts = CARE.get(Market.SEGMENTS.indexOf(customer.segment())) + dice.weighted(3, 2, 1);
            for (; contacts > 0; contacts--) {
                LocalDate day = quarter.plusDays(dice.between(0, 85));
                Instant at = SampleCalendar.atWork(day, dice);
                if (customer.asksOn(day) && at.isBefore(SampleCalendar.END_AT)) {
                    String employeeId = staff.sellerFor(customer, day, dice).employeeId();
                    activity(at, dice.chance(0.3) ? "in" : "out", null, null, customer.customerId(), employeeId);
                }
            }
        }
    }

    private void activity(
            Instant at,
            String direction,
            @Nullable String leadId,
            @Nullable String dealId,
            @Nullable String customerId,
            @Nullable String employeeId) {
        activities++;
        table.row(
                BusinessKey.of("AK-", 6, activities),
                at,
                TYPES.get(dice.weighted(5, 4, 2)),
                direction,
                leadId,
                dealId,
                customerId,
                employeeId);
    }
}
