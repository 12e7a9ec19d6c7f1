package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The orders fit the deals and the customers they are of. */
class OrderBookTest {
    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);
    private static final List<OrderLine> LINES = COMPANY.orderTruth().lines();
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 1, 1);

    @Test
    void whatIsWonIsOrderedToTheCent() {
        Map<String, BigDecimal> ordered = LINES.stream()
                .filter(line -> line.isSale() && line.dealId() != null)
                .collect(Collectors.groupingBy(
                        OrderLine::dealId,
                        Collectors.reducing(BigDecimal.ZERO, OrderLine::netAmount, BigDecimal::add)));
        int complete = 0;
        for (TrueDeal deal : COMPANY.truth().deals()) {
            BigDecimal amount = ordered.remove(deal.dealId());
            if (!deal.counts() || !deal.last().isWon()) {
                assertThat(amount).as(deal.dealId()).isNull();
                continue;
            }
            assertThat(amount)
                    .as(deal.dealId())
                    .isPositive()
                    .isLessThanOrEqualTo(deal.last().amount());
            complete += amount.compareTo(deal.last().amount()) == 0 ? 1 : 0;
        }
        assertThat(ordered).isEmpty();
        // Some is called off after all we know, and some customers leave before.
        assertThat(complete)
                .isGreaterThan(COMPANY.truth().dealsWon(SampleCalendar.FIRST_DAY, SampleCalendar.END, DealFilter.all())
                        * 95
                        / 100);
    }

    @Test
    void everyDealIsOrderedWhenItIsWonAndNotBefore() {
        Map<String, Instant> first = LINES.stream()
                .filter(line -> line.dealId() != null)
                .collect(Collectors.toMap(OrderLine::dealId, OrderLine::orderedAt, (a, b) -> a.isBefore(b) ? a : b));
        COMPANY.truth().deals().stream()
                .filter(deal -> first.containsKey(deal.dealId()))
                .forEach(deal -> assertThat(first.get(deal.dealId()))
                        .isEqualTo(deal.last().closedAt()));
    }

    @Test
    void nothingComesBackThatWasNotSold() {
        Map<String, List<OrderLine>> orders = LINES.stream().collect(Collectors.groupingBy(OrderLine::orderId));
        orders.forEach((id, order) -> {
            assertThat(order.stream().map(OrderLine::lineNo)).as(id).doesNotHaveDuplicates();
            assertThat(order.stream().map(OrderLine::revenue).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as(id)
                    .isNotNegative();
        });
        assertThat(LINES).extracting(OrderLine::kind).contains(OrderLine.Kind.values());
    }

    @Test
    void nothingIsOrderedAfterAllThatIsKnown() {
        assertThat(LINES).allSatisfy(line -> assertThat(SampleCalendar.dayOf(line.orderedAt()))
                .isBetween(SampleCalendar.FIRST_DAY, SampleCalendar.END.minusDays(1)));
    }

    @Test
    void mostCustomersComeBackAndFewBringHalf() {
        OrderTruth truth = COMPANY.orderTruth();

        assertThat(truth.repurchaseRate(FROM, TO).value().orElseThrow().doubleValue())
                .isBetween(0.6, 0.95);
        assertThat(truth.repeatCustomerShare(FROM, TO).value().orElseThrow().doubleValue())
                .isBetween(0.75, 0.99);
        assertThat(truth.topCustomerShare(FROM, TO, 20).value().orElseThrow().doubleValue())
                .isBetween(0.4, 0.8);
        assertThat(truth.revenue(FROM, TO, line -> line.dealId() == null).doubleValue()
                        / truth.revenue(FROM, TO, line -> true).doubleValue())
                .as("reordered")
                .isBetween(0.05, 0.3);
    }
}
