package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The true KPI values of the sample company, computed by plain loops over the deals as they were, never from what was sent.
 *
 * <p>Periods are half-open days {@code [from, to)} in the company's zone. Flows (won, lost, created) take a deal's final
 * values, and leave out deals that were deleted or merged into another. Balances (open pipeline) take what was true at the
 * end of the period, owner and amount of that instant included; there a deal counts until the instant of its deletion or
 * merge.
 */
public final class SampleTruth {
    private final List<TrueDeal> deals;
    private final Map<String, Employee> employees;
    private final Map<String, Customer> customers;
    private final Map<String, Product> products;

    SampleTruth(List<TrueDeal> deals, List<Employee> employees, List<Customer> customers, List<Product> products) {
        this.deals = List.copyOf(deals);
        this.employees = employees.stream().collect(Collectors.toMap(Employee::employeeId, e -> e));
        this.customers = customers.stream().collect(Collectors.toMap(Customer::customerId, c -> c));
        this.products = products.stream().collect(Collectors.toMap(Product::productId, p -> p));
    }

    /** All deals, those that ended by deletion or merge included. */
    public List<TrueDeal> deals() {
        return deals;
    }

    public BigDecimal wonRevenue(LocalDate from, LocalDate to, DealFilter filter) {
        return amount(closed(from, to, filter, DealState::isWon));
    }

    public int dealsWon(LocalDate from, LocalDate to, DealFilter filter) {
        return closed(from, to, filter, DealState::isWon).size();
    }

    public int dealsLost(LocalDate from, LocalDate to, DealFilter filter) {
        return closed(from, to, filter, DealState::isLost).size();
    }

    /** Won of won and lost, by count. */
    public Ratio winRate(LocalDate from, LocalDate to, DealFilter filter) {
        int won = dealsWon(from, to, filter);
        return Ratio.of(won, won + (long) dealsLost(from, to, filter));
    }

    /** Won of won and lost, by amount. */
    public Ratio winRateByValue(LocalDate from, LocalDate to, DealFilter filter) {
        BigDecimal won = wonRevenue(from, to, filter);
        return new Ratio(won, won.add(amount(closed(from, to, filter, DealState::isLost))));
    }

    /** Won revenue by won deal. */
    public Ratio averageDealValue(LocalDate from, LocalDate to, DealFilter filter) {
        return new Ratio(wonRevenue(from, to, filter), BigDecimal.valueOf(dealsWon(from, to, filter)));
    }

    /** Of the deals won in the period. */
    public CycleLength salesCycleLength(LocalDate from, LocalDate to, DealFilter filter) {
        return CycleLength.of(closed(from, to, filter, DealState::isWon));
    }

    public int opportunitiesCreated(LocalDate from, LocalDate to, DealFilter filter) {
        return (int) counting(filter)
                .filter(deal -> within(deal.createdAt(), from, to))
                .count();
    }

    /** Open deals at the end of a period, which is the first instant of the day {@code to}. */
    public int openPipelineCount(LocalDate to, DealFilter filter) {
        return (int) open(to, filter).count();
    }

    /** The amounts, as of then, of the deals open at the first instant of the day {@code to}. */
    public BigDecimal openPipelineValue(LocalDate to, DealFilter filter) {
        return open(to, filter).map(DealState::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A figure for each value of a dimension that any deal ever had, in order of the values. */
    public <T> SortedMap<String, T> by(Dimension dimension, DealFilter filter, Function<DealFilter, T> figure) {
        SortedMap<String, T> figures = new TreeMap<>();
        deals.stream()
                .flatMap(deal -> deal.steps().stream())
                .map(step -> value(step.state(), dimension))
                .distinct()
                .forEach(value -> figures.put(value, figure.apply(filter.and(dimension, value))));
        return figures;
    }

    /** The value a deal has in a dimension: an id, or the text where there is no record behind it. */
    public String value(DealState state, Dimension dimension) {
        Employee owner = found(employees, state.ownerId());
        return switch (dimension) {
            case REGION -> region(state, owner);
            case PRODUCT -> state.productId();
            case PRODUCT_GROUP -> found(products, state.productId()).productGroup();
            case OWNER -> state.ownerId();
            case TEAM -> owner.team();
            case MANAGER -> java.util.Objects.requireNonNull(owner.managerId());
            case INDUSTRY -> found(customers, state.customerId()).industry();
            case CHANNEL -> state.channel();
            case CUSTOMER -> state.customerId();
        };
    }

    private String region(DealState state, Employee owner) {
        if (state.region() != null) {
            return state.region();
        }
        return owner.region() != null
                ? owner.region()
                : found(customers, state.customerId()).region();
    }

    private List<TrueDeal> closed(LocalDate from, LocalDate to, DealFilter filter, Predicate<DealState> how) {
        return counting(filter)
                .filter(deal -> how.test(deal.last()) && within(deal.last().closedAt(), from, to))
                .toList();
    }

    private Stream<TrueDeal> counting(DealFilter filter) {
        return deals.stream().filter(TrueDeal::counts).filter(deal -> accepted(deal.last(), filter));
    }

    private Stream<DealState> open(LocalDate to, DealFilter filter) {
        Instant end = SampleCalendar.startOf(to);
        return deals.stream()
                .flatMap(deal -> deal.at(end).stream())
                .filter(state -> state.isOpen() && accepted(state, filter));
    }

    private boolean accepted(DealState state, DealFilter filter) {
        return filter.accepts(dimension -> value(state, dimension));
    }

    private static boolean within(@Nullable Instant instant, LocalDate from, LocalDate to) {
        if (instant == null) {
            return false;
        }
        LocalDate day = SampleCalendar.dayOf(instant);
        return !day.isBefore(from) && day.isBefore(to);
    }

    private static BigDecimal amount(List<TrueDeal> deals) {
        return deals.stream().map(deal -> deal.last().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static <T> T found(Map<String, T> records, String id) {
        return java.util.Objects.requireNonNull(records.get(id), id);
    }
}
