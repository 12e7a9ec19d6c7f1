package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The true figures of the sample company's orders, by plain loops over the lines as they were. Periods are half-open days
 * {@code [from, to)} in the company's zone.
 */
public final class OrderTruth {
    private final List<OrderLine> lines;

    OrderTruth(List<OrderLine> lines) {
        this.lines = List.copyOf(lines);
    }

    public List<OrderLine> lines() {
        return lines;
    }

    public BigDecimal revenue(LocalDate from, LocalDate to, Predicate<OrderLine> which) {
        return within(from, to).filter(which).map(OrderLine::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal contributionMargin(LocalDate from, LocalDate to, Predicate<OrderLine> which) {
        return within(from, to).filter(which).map(OrderLine::margin).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Customers with at least two orders in the period of those with at least one. */
    public Ratio repurchaseRate(LocalDate from, LocalDate to) {
        Map<String, Set<String>> orders = within(from, to)
                .filter(OrderLine::isSale)
                .collect(Collectors.groupingBy(
                        OrderLine::customerId, Collectors.mapping(OrderLine::orderId, Collectors.toSet())));
        return Ratio.of(orders.values().stream().filter(of -> of.size() > 1).count(), orders.size());
    }

    /** Customers who bought in the period and before it, of all who bought in it. */
    public Ratio repeatCustomerShare(LocalDate from, LocalDate to) {
        Set<String> before = buyers(LocalDate.MIN, from);
        Set<String> buyers = buyers(from, to);
        return Ratio.of(buyers.stream().filter(before::contains).count(), buyers.size());
    }

    /** The revenue of the best customers of the period, a number of per cent of those who brought any, of the revenue of all these. */
    public Ratio topCustomerShare(LocalDate from, LocalDate to, int percent) {
        List<BigDecimal> byCustomer = within(from, to)
                .collect(Collectors.groupingBy(
                        OrderLine::customerId,
                        Collectors.reducing(BigDecimal.ZERO, OrderLine::revenue, BigDecimal::add)))
                .values()
                .stream()
                .filter(revenue -> revenue.signum() > 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        int best = BigDecimal.valueOf((long) byCustomer.size() * percent)
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .intValueExact();
        return new Ratio(sum(byCustomer.subList(0, best)), sum(byCustomer));
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Set<String> buyers(LocalDate from, LocalDate to) {
        return within(from, to)
                .filter(OrderLine::isSale)
                .map(OrderLine::customerId)
                .collect(Collectors.toSet());
    }

    private Stream<OrderLine> within(LocalDate from, LocalDate to) {
        return lines.stream().filter(line -> {
            LocalDate day = SampleCalendar.dayOf(line.orderedAt());
            return !day.isBefore(from) && day.isBefore(to);
        });
    }
}
