package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static dev.kennzahl.demo.sample.SampleCalendar.dayOf;
import static dev.kennzahl.demo.sample.SampleCalendar.later;

/** All leads of the three years: those that became deals, and the more numerous ones that did not. */
final class LeadBook {
    private static final int FRUITLESS = 5_050;
    /** Numbers of leads that became no deal begin here; the others have the number of their deal. */
    private static final int FRUITLESS_NUMBERS = 20_000;

    private static final double THROUGH_PORTAL = 0.04;
    private static final List<String> SOURCES = List.of("Website", "Messe", "Empfehlung", "Kaltakquise", "Kampagne");
    private static final List<String> CHANNELS = List.of("Direkt", "Partner", "Online", "Messe");
    private static final List<String> REASONS =
            List.of("Kein Bedarf", "Kein Budget", "Nicht erreichbar", "Student", "Wettbewerber");
    private static final List<String> SIZES = List.of("1-49", "50-249", "250-999", "1000+");

    private final Staff staff;
    private final Catalogue catalogue;
    private final Market market;
    private final Dice dice;
    private final List<Lead> leads = new ArrayList<>();

    LeadBook(List<TrueDeal> deals, Staff staff, Catalogue catalogue, Market market, Dice dice) {
        this.staff = staff;
        this.catalogue = catalogue;
        this.market = market;
        this.dice = dice;
        Set<String> told = new HashSet<>();
        for (TrueDeal deal : deals) {
            // The parties of a merge share their lead; the first of them is the one it became.
            String leadId = deal.steps().get(0).state().leadId();
            if (leadId != null && told.add(leadId)) {
                leads.add(converted(leadId, deal));
            }
        }
        List<Instant> moments =
                SampleCalendar.moments(FRUITLESS, SampleCalendar.FIRST_DAY, SampleCalendar.END, dice.apart());
        for (int number = 0; number < moments.size(); number++) {
            leads.add(fruitless(leadId(FRUITLESS_NUMBERS + number), moments.get(number)));
        }
        leads.sort(Comparator.comparing(Lead::createdAt).thenComparing(Lead::leadId));
    }

    static String leadId(int number) {
        return BusinessKey.of("L-", 6, number);
    }

    List<Lead> leads() {
        return List.copyOf(leads);
    }

    private Lead converted(String leadId, TrueDeal deal) {
        DealState first = deal.steps().get(0).state();
        Instant createdAt = SampleCalendar.atWork(dayOf(deal.createdAt()).minusDays(dice.between(4, 40)), dice);
        Instant contactAt = beforeConversion(later(createdAt, dice.waiting(), dice), deal);
        Instant qualifiedAt = beforeConversion(later(contactAt, 4 * dice.waiting(), dice), deal);
        String source = dice.pick(SOURCES);
        return new Lead(
                leadId,
                createdAt,
                "converted",
                source,
                first.channel(),
                campaign(source, dayOf(createdAt)),
                first.ownerId(),
                first.customerId(),
                first.region(),
                SIZES.get(dice.weighted(3, 4, 3, 2)),
                dice.between(55, 100),
                catalogue.product(first.productId()).productGroup(),
                first.amount(),
                contactAt,
                qualifiedAt,
                deal.createdAt(),
                deal.dealId(),
                null,
                null,
                false);
    }

    private static Instant beforeConversion(Instant at, TrueDeal deal) {
        return at.isBefore(deal.createdAt()) ? at : deal.createdAt().minusSeconds(1);
    }

    private Lead fruitless(String leadId, Instant createdAt) {
        LocalDate createdOn = dayOf(createdAt);
        boolean portal = !createdOn.isBefore(SampleCalendar.CRM_CHANGE) && dice.chance(THROUGH_PORTAL);
        Customer customer = market.asking(createdOn, dice);
        Employee owner = staff.sellerFor(customer, createdOn, dice);
        Product interest = catalogue.asked(dice);
        String source = portal ? "Partnerportal" : dice.pick(SOURCES);
        Fate fate = portal ? new Fate("open", createdAt, createdAt) : fate(createdAt);
        boolean contacted = !fate.status().equals("open");
        boolean disqualified = fate.status().equals("disqualified");
        return new Lead(
                leadId,
                createdAt,
                fate.status(),
                source,
                dice.pick(CHANNELS),
                campaign(source, createdOn),
                owner.employeeId(),
                dice.chance(0.3) ? customer.customerId() : null,
                customer.region(),
                SIZES.get(dice.weighted(5, 4, 2, 1)),
                dice.between(5, contacted && !disqualified ? 95 : 75),
                interest.productGroup(),
                interest.listPrice().multiply(BigDecimal.valueOf(dice.between(interest.fewest(), interest.most()))),
                contacted ? fate.contactAt() : null,
                contacted && !disqualified ? fate.decisionAt() : null,
                null,
                null,
                disqualified ? fate.decisionAt() : null,
                disqualified ? dice.pick(REASONS) : null,
                portal);
    }

    private record Fate(String status, Instant contactAt, Instant decisionAt) {}

    private Fate fate(Instant createdAt) {
        Instant contactAt = later(createdAt, 2 * dice.waiting(), dice);
        Instant decisionAt = later(contactAt, 9 * dice.waiting(), dice);
        boolean decided = decisionAt.isBefore(SampleCalendar.END_AT);
        String status = List.of("disqualified", "qualified", "open").get(decided ? dice.weighted(66, 17, 17) : 2);
        return new Fate(status, contactAt, decisionAt);
    }

    private static @Nullable String campaign(String source, LocalDate day) {
        return switch (source) {
            case "Kampagne" -> campaign(day);
            case "Messe" -> fair(day);
            default -> null;
        };
    }

    /** The campaign that runs on a day. */
    static String campaign(LocalDate day) {
        return "KA-" + day.getYear() + "-" + (day.getMonthValue() + 2) / 3;
    }

    /** The fairs of a day's year. */
    static String fair(LocalDate day) {
        return "MESSE-" + day.getYear();
    }
}
