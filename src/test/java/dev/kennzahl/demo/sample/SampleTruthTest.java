package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennzahl.Thorough;
import dev.kennzahl.demo.sample.TrueDeal.Ending;
import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

import static org.assertj.core.api.Assertions.assertThat;

@Thorough
class SampleTruthTest {
    private static final SampleTruth TRUTH =
            SampleCompany.generate(SampleCompany.SEED).truth();
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 1, 1);
    private static final DealFilter ALL = DealFilter.all();

    @Test
    void isTheSameTableAtEveryStart() {
        assertThat(new TruthTable(TRUTH).text())
                .isEqualTo(
                        """
                period   won_revenue   won  lost  win_rate  by_value   avg_value  cycle  median    p90  created  open      open_value
                2023      1629575.07   130   307  0.297483  0.289015    12535.19  45.84   46.18  64.30      791   352      5689202.38
                2024     13993300.95  1071  1886  0.362191  0.337246    13065.64  59.37   54.11  91.91     2981   376      6634962.00
                2025     15207765.03  1147  2002  0.364243  0.352093    13258.73  58.88   52.98  95.18     3170   397      7084869.29
                2026     11356233.63   807  1535  0.344577  0.330857    14072.16  61.31   55.08 101.87     2384   441      6806589.61
                2023-Q4   1629575.07   130   307  0.297483  0.289015    12535.19  45.84   46.18  64.30      791   352      5689202.38
                2024-Q1   3360925.34   252   407  0.382398  0.368501    13337.01  56.94   53.37  83.14      741   432      7107478.72
                2024-Q2   2904648.44   262   485  0.350736  0.304083    11086.44  55.93   51.01  86.67      760   448      7764253.09
                2024-Q3   3396468.52   236   490  0.325069  0.307055    14391.82  66.86   61.13 103.99      669   386      6361575.79
                2024-Q4   4331258.65   321   504  0.389091  0.368345    13493.02  58.59   52.16  90.99      811   376      6634962.00
                2025-Q1   3176360.03   244   447  0.353111  0.327586    13017.87  59.51   53.59  98.02      760   443      7148558.85
                2025-Q2   3855605.57   280   520  0.350000  0.352579    13770.02  59.64   53.87  96.07      794   438      6752544.90
                2025-Q3   3663233.87   264   478  0.355795  0.355211    13875.89  62.93   55.21 104.77      731   426      6240378.23
                2025-Q4   4512565.56   359   557  0.391921  0.368435    12569.82  54.88   49.87  84.01      885   397      7084869.29
                2026-Q1   3384154.11   246   475  0.341193  0.336078    13756.72  61.97   57.00 102.42      786   465      8269935.55
                2026-Q2   4373657.19   309   545  0.361827  0.352690    14154.23  58.68   51.88  98.31      851   466      8847184.61
                2026-Q3   3598422.33   252   515  0.328553  0.303579    14279.45  63.89   57.20 103.76      747   441      6806589.61
                """);
    }

    @ParameterizedTest
    @EnumSource
    void partsAddUpToTheTotal(Dimension dimension) {
        assertThat(sum(dimension, f -> TRUTH.wonRevenue(FROM, TO, f)))
                .isEqualByComparingTo(TRUTH.wonRevenue(FROM, TO, ALL));
        assertThat(count(dimension, f -> TRUTH.dealsWon(FROM, TO, f))).isEqualTo(TRUTH.dealsWon(FROM, TO, ALL));
        assertThat(count(dimension, f -> TRUTH.dealsLost(FROM, TO, f))).isEqualTo(TRUTH.dealsLost(FROM, TO, ALL));
        assertThat(count(dimension, f -> TRUTH.opportunitiesCreated(FROM, TO, f)))
                .isEqualTo(TRUTH.opportunitiesCreated(FROM, TO, ALL));
        assertThat(count(dimension, f -> TRUTH.openPipelineCount(TO, f))).isEqualTo(TRUTH.openPipelineCount(TO, ALL));
        assertThat(sum(dimension, f -> TRUTH.openPipelineValue(TO, f)))
                .isEqualByComparingTo(TRUTH.openPipelineValue(TO, ALL));
        assertThat(sum(dimension, f -> TRUTH.winRateByValue(FROM, TO, f).denominator()))
                .isEqualByComparingTo(TRUTH.winRateByValue(FROM, TO, ALL).denominator());
    }

    @Test
    void monthsAddUpToTheYear() {
        BigDecimal revenue = BigDecimal.ZERO;
        int created = 0;
        for (LocalDate month = FROM; month.isBefore(TO); month = month.plusMonths(1)) {
            revenue = revenue.add(TRUTH.wonRevenue(month, month.plusMonths(1), ALL));
            created += TRUTH.opportunitiesCreated(month, month.plusMonths(1), ALL);
        }

        assertThat(revenue).isEqualByComparingTo(TRUTH.wonRevenue(FROM, TO, ALL));
        assertThat(created).isEqualTo(TRUTH.opportunitiesCreated(FROM, TO, ALL));
    }

    @Test
    void ratesAreTheirParts() {
        Ratio rate = TRUTH.winRate(FROM, TO, ALL);

        assertThat(rate.numerator()).isEqualByComparingTo(BigDecimal.valueOf(TRUTH.dealsWon(FROM, TO, ALL)));
        assertThat(rate.denominator().subtract(rate.numerator()))
                .isEqualByComparingTo(BigDecimal.valueOf(TRUTH.dealsLost(FROM, TO, ALL)));
        assertThat(TRUTH.winRate(FROM, TO, DealFilter.of(Dimension.REGION, "Mond"))
                        .value())
                .isEmpty();
    }

    /** The balance once more, as a ledger of what came in and went out, which never looks at a state in between. */
    @Test
    void openPipelineIsWhatCameInLessWhatWentOut() {
        Instant end = SampleCalendar.startOf(TO);
        BigDecimal value = BigDecimal.ZERO;
        int count = 0;
        for (TrueDeal deal : TRUTH.deals()) {
            BigDecimal carried = BigDecimal.ZERO;
            for (Step step : deal.steps()) {
                BigDecimal now = step.state().isOpen() ? step.state().amount() : BigDecimal.ZERO;
                if (step.at().isBefore(end)) {
                    value = value.add(now).subtract(carried);
                    count += now.signum() - carried.signum();
                    carried = now;
                }
            }
            if (deal.ending() != null && deal.ending().at().isBefore(end)) {
                value = value.subtract(carried);
                count -= carried.signum();
            }
        }

        assertThat(TRUTH.openPipelineCount(TO, ALL)).isEqualTo(count);
        assertThat(TRUTH.openPipelineValue(TO, ALL)).isEqualByComparingTo(value);
    }

    @Test
    void readsTheRegionFromTheDealThenTheOwnerThenTheCustomer() {
        Staff staff = new Staff(new Dice(1));
        Customer customer = new Market(staff, new Dice(2))
                .customers(java.util.Map.of()).stream()
                        .filter(c -> c.region().equals("West"))
                        .findFirst()
                        .orElseThrow();
        SampleTruth truth = new SampleTruth(List.of(), staff.employees(), List.of(customer), List.of());

        assertThat(truth.value(state(customer, "E-002", "Süd"), Dimension.REGION))
                .isEqualTo("Süd");
        assertThat(truth.value(state(customer, "E-002", null), Dimension.REGION))
                .isEqualTo("Nord");
        assertThat(truth.value(state(customer, "E-040", null), Dimension.REGION))
                .isEqualTo("West");
    }

    @Test
    void leavesDeletedAndMergedDealsOutOfFlowsButInBalancesUntilTheirEnd() {
        Customer customer = customer();
        Instant createdAt = Instant.parse("2025-03-03T09:00:00Z");
        Instant endedAt = Instant.parse("2025-04-15T09:00:00Z");
        TrueDeal deleted = TrueDeal.of(
                        "D-1", Origin.FILE, List.of(new Step(createdAt, state(customer, "E-002", "Süd"))))
                .ended(new Ending(endedAt, null));
        SampleTruth truth =
                new SampleTruth(List.of(deleted), new Staff(new Dice(1)).employees(), List.of(customer), List.of());

        assertThat(truth.opportunitiesCreated(FROM, TO, ALL)).isZero();
        assertThat(truth.openPipelineCount(LocalDate.of(2025, 4, 1), ALL)).isOne();
        assertThat(truth.openPipelineCount(LocalDate.of(2025, 5, 1), ALL)).isZero();
    }

    @Test
    void countsAReopenedDealByItsLastClosingOnly() {
        Customer customer = customer();
        DealState open = state(customer, "E-002", "Süd");
        Instant lostAt = Instant.parse("2025-04-10T09:00:00Z");
        Instant reopenedAt = Instant.parse("2025-04-20T09:00:00Z");
        Instant wonAt = Instant.parse("2025-06-10T09:00:00Z");
        TrueDeal deal = TrueDeal.of(
                "D-1",
                Origin.FILE,
                List.of(
                        new Step(Instant.parse("2025-03-03T09:00:00Z"), open),
                        new Step(lostAt, open.lost(lostAt, "Wettbewerb")),
                        new Step(reopenedAt, open),
                        new Step(wonAt, open.won(wonAt))));
        SampleTruth truth =
                new SampleTruth(List.of(deal), new Staff(new Dice(1)).employees(), List.of(customer), List.of());

        assertThat(truth.dealsLost(FROM, TO, ALL)).isZero();
        assertThat(truth.dealsWon(LocalDate.of(2025, 6, 1), LocalDate.of(2025, 7, 1), ALL))
                .isOne();
        assertThat(truth.openPipelineCount(LocalDate.of(2025, 4, 15), ALL)).isZero();
        assertThat(truth.openPipelineCount(LocalDate.of(2025, 5, 1), ALL)).isOne();
    }

    private static Customer customer() {
        return new Market(new Staff(new Dice(1)), new Dice(2))
                .customers(java.util.Map.of())
                .get(0);
    }

    private static DealState state(Customer customer, String ownerId, @Nullable String region) {
        return new DealState(
                "A",
                customer.customerId(),
                null,
                ownerId,
                "TM-1010",
                region,
                "Direkt",
                DealStage.CONTRACT_SENT,
                BigDecimal.TEN,
                null,
                null,
                null);
    }

    private static BigDecimal sum(Dimension dimension, Function<DealFilter, BigDecimal> figure) {
        return TRUTH.by(dimension, ALL, figure).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int count(Dimension dimension, Function<DealFilter, Integer> figure) {
        return TRUTH.by(dimension, ALL, figure).values().stream()
                .mapToInt(i -> i)
                .sum();
    }
}
