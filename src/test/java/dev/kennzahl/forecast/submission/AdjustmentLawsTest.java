package dev.kennzahl.forecast.submission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.kennzahl.forecast.submission.Adjustment.Kind;

import static dev.kennzahl.forecast.submission.Adjustment.applied;
import static org.assertj.core.api.Assertions.assertThat;

/** Adjustments are never wiped: not by what is submitted later, nor by later adjustments unless they say so. */
class AdjustmentLawsTest {
    @Provide
    Arbitrary<List<Adjustment>> made() {
        Arbitrary<Adjustment> one = Arbitraries.integers().between(-500, 500).flatMap(amount -> Arbitraries.of(
                        Kind.values())
                .map(kind -> new Adjustment(kind, kind == Kind.WITHDRAW ? null : BigDecimal.valueOf(amount))));
        return one.list().ofMaxSize(12);
    }

    @Property(tries = 200)
    void aLaterSubmissionMovesTheFigureByItsOwnDifferenceOrNotAtAll(
            @ForAll("made") List<Adjustment> made, @ForAll int first, @ForAll int second) {
        BigDecimal before = applied(BigDecimal.valueOf(first), made);
        BigDecimal after = applied(BigDecimal.valueOf(second), made);
        boolean fixed = fixed(made);
        assertThat(after.subtract(before))
                .isEqualByComparingTo(
                        fixed ? BigDecimal.ZERO : BigDecimal.valueOf(second).subtract(BigDecimal.valueOf(first)));
    }

    /** Whether the latest of amounts and withdrawals is an amount. */
    private static boolean fixed(List<Adjustment> made) {
        boolean fixed = false;
        for (Adjustment adjustment : made) {
            fixed = adjustment.kind() == Kind.AMOUNT || fixed && adjustment.kind() == Kind.DELTA;
        }
        return fixed;
    }

    @Property(tries = 200)
    void aDeltaAddsToWhatAllBeforeItMade(@ForAll("made") List<Adjustment> made, @ForAll short delta) {
        List<Adjustment> more = new ArrayList<>(made);
        more.add(new Adjustment(Kind.DELTA, BigDecimal.valueOf(delta)));
        assertThat(applied(BigDecimal.TEN, more))
                .isEqualByComparingTo(applied(BigDecimal.TEN, made).add(BigDecimal.valueOf(delta)));
    }

    @Property(tries = 100)
    void aWithdrawalLeavesWhatIsSubmitted(@ForAll("made") List<Adjustment> made) {
        List<Adjustment> more = new ArrayList<>(made);
        more.add(new Adjustment(Kind.WITHDRAW, null));
        assertThat(applied(BigDecimal.TEN, more)).isEqualByComparingTo(BigDecimal.TEN);
        assertThat(applied(null, more)).isNull();
    }

    @Test
    void addsByHand() {
        List<Adjustment> made = List.of(
                new Adjustment(Kind.DELTA, new BigDecimal(-100)),
                new Adjustment(Kind.AMOUNT, new BigDecimal(900)),
                new Adjustment(Kind.DELTA, new BigDecimal(50)));
        assertThat(applied(new BigDecimal(1_000), made.subList(0, 1))).isEqualByComparingTo("900");
        assertThat(applied(new BigDecimal(5_000), made)).isEqualByComparingTo("950");
        assertThat(applied(null, made.subList(0, 1))).isEqualByComparingTo("-100");
        assertThat(applied(null, List.of())).isNull();
    }
}
