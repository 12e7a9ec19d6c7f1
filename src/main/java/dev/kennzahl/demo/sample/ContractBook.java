package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The maintenance contracts: those won, and those of older customers; most are renewed year by year, for more or for less. */
final class ContractBook {
    private static final String MAINTENANCE = "TM-4020";
    private static final double OLDER = 0.2;
    private static final double RENEWED = 0.84;

    private final Dice dice;
    private final Catalogue catalogue;
    private final List<Contract> contracts = new ArrayList<>();

    ContractBook(List<TrueDeal> deals, Catalogue catalogue, List<Customer> customers, Dice dice) {
        this.dice = dice;
        this.catalogue = catalogue;
        Map<String, List<DealState>> won = deals.stream()
                .filter(deal -> deal.counts()
                        && deal.last().isWon()
                        && deal.last().productId().equals(MAINTENANCE))
                .map(TrueDeal::last)
                .collect(Collectors.groupingBy(DealState::customerId));
        for (Customer customer : customers) {
            LocalDate became = customer.becameCustomerOn();
            if (became != null && became.isBefore(SampleCalendar.FIRST_DAY) && dice.chance(OLDER)) {
                LocalDate start = SampleCalendar.FIRST_DAY.minusMonths(dice.between(0, 11));
                run(customer, customer.ownerId(), start, worth(dice.between(1, 4)));
            }
            won.getOrDefault(customer.customerId(), List.of())
                    .forEach(state -> run(customer, state.ownerId(), startOf(state), state.amount()));
        }
    }

    List<Contract> contracts() {
        return List.copyOf(contracts);
    }

    private static LocalDate startOf(DealState won) {
        return SampleCalendar.dayOf(java.util.Objects.requireNonNull(won.closedAt()))
                .withDayOfMonth(1)
                .plusMonths(1);
    }

    private BigDecimal worth(int pieces) {
        return Money.reduced(catalogue.product(MAINTENANCE).listPrice(), pieces, dice.between(0, 150));
    }

    /** Year after year until somebody gives notice, or the customer leaves. */
    private void run(Customer customer, String ownerId, LocalDate firstDay, BigDecimal firstValue) {
        LocalDate start = firstDay;
        BigDecimal value = firstValue;
        boolean goesOn = true;
        while (goesOn && start.isBefore(SampleCalendar.END) && customer.asksOn(start)) {
            LocalDate end = start.plusYears(1).minusDays(1);
            LocalDate left = customer.churnedOn();
            if (left != null && !left.isAfter(end)) {
                add(customer, ownerId, start, left.minusDays(1), left.minusDays(1), value);
                return;
            }
            goesOn = dice.chance(RENEWED);
            LocalDate notice = end.minusDays(dice.between(30, 90));
            boolean isKnown = notice.isBefore(SampleCalendar.END);
            add(customer, ownerId, start, end, goesOn || !isKnown ? null : notice, value);
            start = end.plusDays(1);
            value = Money.reduced(value, 1, dice.chance(0.2) ? dice.between(20, 250) : -dice.between(0, 90));
        }
    }

    private void add(
            Customer customer,
            String ownerId,
            LocalDate start,
            LocalDate end,
            @Nullable LocalDate cancelledOn,
            BigDecimal value) {
        String id = BusinessKey.of("WV-", 4, contracts.size() + 1);
        contracts.add(new Contract(id, customer.customerId(), MAINTENANCE, ownerId, start, end, cancelledOn, value));
    }
}
