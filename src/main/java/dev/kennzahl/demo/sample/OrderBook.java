package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.kennzahl.demo.sample.OrderLine.Kind;

/**
 * All orders of the three years: what was won, at once or called off over the following months, and what customers reorder by
 * themselves, at a pace of their own until they stop. Now and then something comes back.
 */
final class OrderBook {
    /** Days between two reorders of a customer of a segment. */
    private static final List<Integer> PACE = List.of(210, 105, 45);
    /** How likely it is that a reorder was the last. */
    private static final List<Double> LAST = List.of(0.07, 0.04, 0.015);

    private static final double CALLED_OFF = 0.2;
    private static final int WORTH_CALLING_OFF = 24;
    private static final double RETURNED = 0.025;
    private static final double CANCELLED = 0.008;
    private static final List<String> CHANNELS = List.of("Direkt", "Partner", "Online");
    /** Reordered are spare sensors and days of calibration rather than test benches. */
    private static final int[] REORDERED = {18, 17, 14, 20, 6, 3, 5, 0, 0, 0, 17, 0};

    private final Staff staff;
    private final Catalogue catalogue;
    private final Map<String, Customer> customers = new HashMap<>();
    private final Dice dice;
    private final Map<String, LocalDate> firstOn = new HashMap<>();
    private final List<List<OrderLine>> orders = new ArrayList<>();
    private final List<OrderLine> lines = new ArrayList<>();

    OrderBook(SampleTruth truth, Staff staff, Catalogue catalogue, List<Customer> customers, Dice dice) {
        this.staff = staff;
        this.catalogue = catalogue;
        this.dice = dice;
        customers.forEach(customer -> this.customers.put(customer.customerId(), customer));
        for (TrueDeal deal : truth.deals()) {
            if (deal.counts() && deal.last().isWon()) {
                won(deal, truth.value(deal.last(), Dimension.REGION));
            }
        }
        customers.forEach(this::reorder);
        orders.sort(Comparator.comparing((List<OrderLine> order) -> order.get(0).orderedAt())
                .thenComparing(order -> order.get(0).customerId()));
        for (int i = 0; i < orders.size(); i++) {
            number(BusinessKey.of("A-", 6, 100_001 + i), orders.get(i));
        }
    }

    List<OrderLine> lines() {
        return List.copyOf(lines);
    }

    private void number(String orderId, List<OrderLine> order) {
        for (int line = 1; line <= order.size(); line++) {
            lines.add(order.get(line - 1).numbered(orderId, line));
        }
    }

    private void won(TrueDeal deal, String region) {
        DealState state = deal.last();
        Instant wonAt = java.util.Objects.requireNonNull(state.closedAt());
        Product product = catalogue.product(state.productId());
        // Nobody pays more than the list price.
        int quantity = Math.max(
                1,
                state.amount()
                        .divide(product.listPrice(), 0, java.math.RoundingMode.CEILING)
                        .intValueExact());
        boolean calledOff = quantity >= WORTH_CALLING_OFF && dice.chance(CALLED_OFF);
        int parts = calledOff ? dice.between(2, 4) : 1;
        BigDecimal left = state.amount();
        Instant at = wonAt;
        Customer customer = customer(state.customerId());
        for (int part = 1; part == 1 || part <= parts && customer.asksOn(SampleCalendar.dayOf(at)); part++) {
            int pieces = part < parts ? quantity / parts : quantity - quantity / parts * (parts - 1);
            BigDecimal amount = part < parts ? Money.share(state.amount(), pieces, quantity) : left;
            left = left.subtract(amount);
            order(List.of(line(deal, state, at, region, product, pieces, amount)));
            at = SampleCalendar.later(at, dice.between(25, 60), dice);
        }
    }

    private OrderLine line(
            TrueDeal deal, DealState state, Instant at, String region, Product product, int pieces, BigDecimal amount) {
        return new OrderLine(
                "",
                0,
                at,
                state.customerId(),
                state.ownerId(),
                product.productId(),
                state.channel(),
                region,
                customer(state.customerId()).country(),
                pieces,
                amount,
                product.variableCost().multiply(BigDecimal.valueOf(pieces)),
                deal.dealId(),
                Kind.SALE);
    }

    private Customer customer(String customerId) {
        return java.util.Objects.requireNonNull(customers.get(customerId), customerId);
    }

    /** Notes an order, unless it is of the time after all we know, with what may become of it. */
    private void order(List<OrderLine> placed) {
        Instant at = placed.get(0).orderedAt();
        if (!at.isBefore(SampleCalendar.END_AT)) {
            return;
        }
        firstOn.merge(placed.get(0).customerId(), SampleCalendar.dayOf(at), (a, b) -> a.isBefore(b) ? a : b);
        List<OrderLine> order = new ArrayList<>(placed);
        OrderLine first = placed.get(0);
        if (dice.chance(CANCELLED)) {
            take(order, first, Kind.CANCELLATION, SampleCalendar.later(at, 1, dice), first.quantity());
        } else if (dice.chance(RETURNED)) {
            int pieces = dice.between(1, first.quantity());
            take(order, first, Kind.RETURN, SampleCalendar.later(at, dice.between(5, 25), dice), pieces);
        }
        orders.add(order);
    }

    private static void take(List<OrderLine> order, OrderLine line, Kind how, Instant at, int pieces) {
        if (at.isBefore(SampleCalendar.END_AT)) {
            order.add(line.taken(how, at, pieces));
        }
    }

    /** What a customer orders without anybody having to sell it, once they have bought at all. */
    private void reorder(Customer customer) {
        LocalDate since = firstOn.get(customer.customerId());
        LocalDate became = customer.becameCustomerOn();
        boolean fromBefore = became != null && became.isBefore(SampleCalendar.FIRST_DAY);
        if (!fromBefore && since == null) {
            return;
        }
        int segment = Market.SEGMENTS.indexOf(customer.segment());
        // Each at a pace of their own, and the next time anywhere in it.
        double pace = PACE.get(segment) * (0.4 + 1.2 * dice.share());
        LocalDate day = (fromBefore || since == null ? SampleCalendar.FIRST_DAY : since)
                .plusDays(1 + (long) (pace * dice.waiting()));
        boolean goesOn = true;
        while (goesOn && day.isBefore(SampleCalendar.END) && customer.asksOn(day.plusDays(3))) {
            order(reordered(customer, SampleCalendar.atWork(day, dice)));
            day = day.plusDays(1 + (long) (pace * dice.waiting()));
            goesOn = !dice.chance(LAST.get(segment));
        }
    }

    private List<OrderLine> reordered(Customer customer, Instant at) {
        String employeeId =
                staff.sellerFor(customer, SampleCalendar.dayOf(at), dice).employeeId();
        String channel = CHANNELS.get(dice.weighted(30, 14, 56));
        List<OrderLine> order = new ArrayList<>();
        List<Product> taken = new ArrayList<>();
        for (int count = 1 + dice.weighted(60, 28, 12); count > 0; count--) {
            Product product = catalogue.products().get(dice.weighted(REORDERED));
            if (taken.contains(product)) {
                continue;
            }
            taken.add(product);
            int pieces = dice.between(1, Math.max(2, product.fewest()));
            order.add(new OrderLine(
                    "",
                    0,
                    at,
                    customer.customerId(),
                    employeeId,
                    product.productId(),
                    channel,
                    customer.region(),
                    customer.country(),
                    pieces,
                    Money.reduced(product.listPrice(), pieces, dice.chance(0.5) ? 0 : dice.between(10, 120)),
                    product.variableCost().multiply(BigDecimal.valueOf(pieces)),
                    null,
                    Kind.SALE));
        }
        return order;
    }
}
