package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.demo.sample.TrueDeal.Origin;

/** All deals of the three years, as they truly were. */
final class DealBook {
    private static final int DEALS = 9_400;
    private static final double REGION_UNSAID = 0.10;
    private static final double FROM_LEAD = 0.42;
    private static final List<String> CHANNELS = List.of("Direkt", "Partner", "Online", "Messe");
    private static final String PARTNER = "Partner";
    /** The share of partner deals that come through the portal once there is one. */
    private static final double THROUGH_PORTAL = 0.12;

    private final Staff staff;
    private final Catalogue catalogue;
    private final Market market;
    private final Dice dice;
    private final DealLife life;
    private final Mishaps mishaps;
    private final List<TrueDeal> deals = new ArrayList<>();

    DealBook(Staff staff, Catalogue catalogue, Market market, Dice dice) {
        this.staff = staff;
        this.catalogue = catalogue;
        this.market = market;
        this.dice = dice;
        life = new DealLife(staff, catalogue, dice.apart());
        mishaps = new Mishaps(dice.apart());
        List<Instant> moments =
                SampleCalendar.moments(DEALS, SampleCalendar.FIRST_DAY, SampleCalendar.END, dice.apart());
        for (int number = 1; number <= moments.size(); number++) {
            deals.addAll(mishaps.befall(deal(number, moments.get(number - 1))));
        }
    }

    List<TrueDeal> deals() {
        return List.copyOf(deals);
    }

    List<Merge> merges() {
        return mishaps.merges();
    }

    private TrueDeal deal(int number, Instant createdAt) {
        LocalDate createdOn = SampleCalendar.dayOf(createdAt);
        Customer customer = market.asking(createdOn, dice);
        Employee owner = staff.sellerFor(customer, createdOn, dice);
        Product product = catalogue.asked(dice);
        String channel = CHANNELS.get(dice.weighted(48, 27, 15, 10));
        Origin origin = origin(createdOn, channel);
        String leadId = origin != Origin.PORTAL && dice.chance(FROM_LEAD) ? LeadBook.leadId(number) : null;
        DealState first = new DealState(
                name(customer, product),
                customer.customerId(),
                leadId,
                owner.employeeId(),
                product.productId(),
                region(customer),
                channel,
                DealStage.APPOINTMENT_SCHEDULED,
                offer(product, customer),
                dice.chance(0.4) ? createdOn.plusDays(dice.between(20, 110)) : null,
                null,
                null);
        return TrueDeal.of(id(origin, number), origin, life.steps(createdAt, first, origin == Origin.PORTAL));
    }

    private Origin origin(LocalDate createdOn, String channel) {
        if (createdOn.isBefore(SampleCalendar.CRM_CHANGE)) {
            return Origin.FILE;
        }
        return channel.equals(PARTNER) && dice.chance(THROUGH_PORTAL) ? Origin.PORTAL : Origin.HUBSPOT;
    }

    private static String id(Origin origin, int number) {
        return switch (origin) {
            case FILE -> BusinessKey.of("D-", 6, number);
            // Beyond 32 bits, as the real ones are.
            case HUBSPOT -> Long.toString(90_030_000_000L + number * 37L);
            case PORTAL -> BusinessKey.of("P-", 6, number);
        };
    }

    private @Nullable String region(Customer customer) {
        if (dice.chance(REGION_UNSAID)) {
            return null;
        }
        // Now and then the plant lies elsewhere than the customer's seat.
        return dice.chance(0.04) ? dice.pick(Staff.REGIONS) : customer.region();
    }

    private String name(Customer customer, Product product) {
        return switch (dice.weighted(70, 12, 10, 8)) {
            case 0 -> customer.name() + " – " + product.name();
            case 1 -> "Nachrüstung \"Linie " + dice.between(1, 9) + "\", " + customer.name();
            case 2 -> "Rahmenauftrag; " + product.name();
            default -> "Prüfmittel für Neubau, Größe " + dice.pick(List.of("S", "M", "L"));
        };
    }

    private BigDecimal offer(Product product, Customer customer) {
        double size = dice.share() * dice.share() * (customer.segment().equals("Key Account") ? 1.6 : 1);
        int quantity = product.fewest() + (int) ((product.most() - product.fewest() + 0.999) * Math.min(1, size));
        int discountPerMille = dice.chance(0.4) ? 0 : dice.between(10, 180);
        return product.listPrice()
                .multiply(BigDecimal.valueOf(quantity))
                .multiply(BigDecimal.valueOf(1000 - discountPerMille, 3))
                .setScale(2, RoundingMode.HALF_UP);
    }
}
