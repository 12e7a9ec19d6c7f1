package dev.kennzahl.demo.sample;

import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.kennzahl.demo.sample.TrueDeal.Step;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of every deal, which keep the truth from hanging on a rule nobody wrote down. */
class TrueDealTest {
    private static final List<TrueDeal> DEALS =
            SampleCompany.generate(SampleCompany.SEED).truth().deals();

    @Test
    void neverChangesTwiceAtOneInstant() {
        for (TrueDeal deal : DEALS) {
            List<Step> steps = deal.steps();
            for (int i = 1; i < steps.size(); i++) {
                assertThat(steps.get(i).at()).isAfter(steps.get(i - 1).at());
            }
        }
    }

    @Test
    void keepsItsInstantsWholeMillisecondsBeforeTheEndAndOffMidnight() {
        for (TrueDeal deal : DEALS) {
            for (Step step : deal.steps()) {
                assertThat(step.at().getNano() % 1_000_000).isZero();
                assertThat(step.at()).isBefore(SampleCalendar.END_AT);
                assertThat(step.at().atZone(SampleCalendar.ZONE).toLocalTime()).isAfter(LocalTime.of(6, 0));
            }
        }
    }

    @Test
    void isClosedFromTheInstantItSays() {
        for (TrueDeal deal : DEALS) {
            Step previous = null;
            for (Step step : deal.steps()) {
                boolean closes = !step.state().isOpen()
                        && (previous == null || previous.state().isOpen());
                assertThat(step.state().closedAt() == null)
                        .isEqualTo(step.state().isOpen());
                if (closes) {
                    assertThat(step.state().closedAt()).isEqualTo(step.at());
                }
                previous = step;
            }
        }
    }

    @Test
    void startsOpenWithAnAmountInCents() {
        for (TrueDeal deal : DEALS) {
            assertThat(deal.steps().get(0).state().isOpen()).isTrue();
            deal.steps().forEach(step -> {
                assertThat(step.state().amount()).isPositive();
                assertThat(step.state().amount().scale()).isEqualTo(2);
            });
        }
    }

    @Test
    void endsAfterItsLastStep() {
        assertThat(DEALS.stream().filter(deal -> deal.ending() != null))
                .isNotEmpty()
                .allSatisfy(deal -> assertThat(deal.ending().at())
                        .isAfter(deal.steps().get(deal.steps().size() - 1).at())
                        .isBefore(SampleCalendar.END_AT));
    }

    @Test
    void hasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();

        assertThat(DEALS).allMatch(deal -> ids.add(deal.dealId()));
    }

    @Test
    void livesThroughAllThatDealsDo() {
        assertThat(DEALS.stream().filter(TrueDealTest::isReopened)).hasSizeGreaterThan(100);
        assertThat(DEALS.stream().filter(deal -> owners(deal) > 1)).hasSizeGreaterThan(150);
        assertThat(DEALS.stream()
                        .filter(deal -> deal.ending() != null && deal.ending().survivor() == null))
                .hasSizeGreaterThan(20);
        assertThat(DEALS.stream()
                        .filter(deal -> deal.ending() != null && deal.ending().survivor() != null))
                .hasSizeGreaterThan(20);
        assertThat(DEALS.stream().filter(deal -> deal.counts() && deal.last().isOpen()))
                .hasSizeGreaterThan(250);
        assertThat((double) DEALS.stream()
                                .filter(deal -> deal.last().region() == null)
                                .count()
                        / DEALS.size())
                .isBetween(0.08, 0.12);
    }

    @Test
    void namesASurvivorThatIsThere() {
        Set<String> counting = DEALS.stream().map(TrueDeal::dealId).collect(Collectors.toSet());

        DEALS.stream()
                .filter(deal -> deal.ending() != null && deal.ending().survivor() != null)
                .forEach(deal -> assertThat(counting).contains(deal.ending().survivor()));
    }

    private static boolean isReopened(TrueDeal deal) {
        for (int i = 1; i < deal.steps().size(); i++) {
            if (deal.steps().get(i).state().isOpen()
                    && !deal.steps().get(i - 1).state().isOpen()) {
                return true;
            }
        }
        return false;
    }

    private static long owners(TrueDeal deal) {
        return deal.steps().stream()
                .map(step -> step.state().ownerId())
                .distinct()
                .count();
    }
}
