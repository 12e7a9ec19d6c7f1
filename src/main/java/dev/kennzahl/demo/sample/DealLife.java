package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static dev.kennzahl.demo.sample.SampleCalendar.END_AT;
import static dev.kennzahl.demo.sample.SampleCalendar.atWork;
import static dev.kennzahl.demo.sample.SampleCalendar.dayOf;
import static dev.kennzahl.demo.sample.SampleCalendar.later;
import static dev.kennzahl.demo.sample.SampleCalendar.startOf;

/** How a deal goes from its first appointment to its end: stages, amounts, promised dates, owners, and second thoughts. */
final class DealLife {
    private static final double DAYS_PER_STAGE = 14;
    /** The share of deals that go all the way to a decision. */
    private static final double STAYING = 0.46;

    private static final List<String> LOST_REASONS = List.of(
            "Preis zu hoch", "Wettbewerb", "Budget gestrichen", "Kein Bedarf mehr", "Keine Rückmeldung", "Lieferzeit");

    private final Staff staff;
    private final Catalogue catalogue;
    private final Dice dice;

    DealLife(Staff staff, Catalogue catalogue, Dice dice) {
        this.staff = staff;
        this.catalogue = catalogue;
        this.dice = dice;
    }

    /**
     * The steps of a deal.
     *
     * @param simple whether only stages, amounts and one closing may happen, which is all the partner portal can tell
     */
    List<TrueDeal.Step> steps(Instant createdAt, DealState first, boolean simple) {
        Agenda agenda = new Agenda();
        double pace = catalogue.product(first.productId()).pace();
        Instant at = createdAt;
        boolean quitter = dice.chance(1 - STAYING);
        int stagesToGo = quitter ? dice.weighted(38, 28, 17, 11, 6) : DealStage.ON_THE_WAY.size();
        for (DealStage stage : DealStage.ON_THE_WAY.subList(0, stagesToGo)) {
            at = later(at, DAYS_PER_STAGE * pace * dice.waiting(), dice);
            if (dice.chance(0.55)) {
                agenda.noteWhileOpen(at, state -> state.at(stage));
            }
        }
        Instant closing = inSeason(later(at, DAYS_PER_STAGE * (quitter ? 2.2 : pace) * dice.waiting(), dice), at);
        boolean won = !quitter && dice.chance(chanceToWin(first, closing));
        close(agenda, closing, won);
        reviseAmount(agenda, createdAt, closing);
        if (!simple) {
            slip(agenda, createdAt, closing, first.expectedCloseOn());
            changeOwner(agenda, createdAt, closing, first.ownerId());
            if (dice.chance(0.025)) {
                reopen(agenda, closing);
            }
        }
        return agenda.play(createdAt, first, END_AT);
    }

    /** Of those who went all the way, how many sign: the seller's skill counts, and budgets are spent in autumn. */
    private double chanceToWin(DealState first, Instant closing) {
        Month month = dayOf(closing).getMonth();
        double season = month.compareTo(Month.OCTOBER) >= 0 ? 1.25 : month == Month.AUGUST ? 0.85 : 0.97;
        double channel = first.channel().equals("Messe") ? 0.86 : 1.0;
        return Math.min(0.97, 0.76 * staff.employee(first.ownerId()).skill() * season * channel);
    }

    /**
     * Who is to sign in August is on holiday as likely as not, and signs in September. Who is to sign early in the year may
     * be talked into doing so before the old year's budget is gone.
     */
    private Instant inSeason(Instant closing, Instant lastStageAt) {
        LocalDate day = dayOf(closing);
        if (day.getMonth() == Month.AUGUST && dice.chance(0.5)) {
            return atWork(LocalDate.of(day.getYear(), 9, dice.between(1, 28)), dice);
        }
        if (day.getMonthValue() <= 2 && dice.chance(0.5)) {
            Instant beforeNewYear = atWork(LocalDate.of(day.getYear() - 1, 12, dice.between(4, 20)), dice);
            return beforeNewYear.isAfter(lastStageAt) ? beforeNewYear : closing;
        }
        return closing;
    }

    private void close(Agenda agenda, Instant closing, boolean won) {
        if (won) {
            int concession = dice.chance(0.3) ? dice.between(5, 60) : 0;
            agenda.note(closing, state -> state.worth(scaled(state.amount(), 1000 - concession))
                    .won(closing));
        } else {
            String reason = dice.chance(0.75) ? dice.pick(LOST_REASONS) : null;
            agenda.note(closing, state -> state.lost(closing, reason));
        }
    }

    private void reviseAmount(Agenda agenda, Instant createdAt, Instant closing) {
        while (dice.chance(0.18)) {
            int factor = dice.between(850, 1180);
            agenda.noteWhileOpen(between(createdAt, closing), state -> state.worth(scaled(state.amount(), factor)));
        }
    }

    /** When the promised date draws near and nothing is signed, a later one is promised. */
    private void slip(Agenda agenda, Instant createdAt, Instant closing, @Nullable LocalDate promisedOn) {
        LocalDate expectedOn = promisedOn;
        while (expectedOn != null && startOf(expectedOn).isBefore(closing) && dice.chance(0.6)) {
            LocalDate nextOn = expectedOn.plusDays(dice.between(14, 45));
            Instant at = atWork(expectedOn.minusDays(dice.between(0, 4)), dice);
            if (at.isAfter(createdAt)) {
                agenda.noteWhileOpen(at, state -> state.expected(nextOn));
            }
            expectedOn = nextOn;
        }
    }

    private void changeOwner(Agenda agenda, Instant createdAt, Instant closing, String ownerId) {
        Employee owner = staff.employee(ownerId);
        LocalDate leftOn = owner.leftOn();
        if (leftOn != null && startOf(leftOn).isBefore(closing)) {
            // They hand over on the way out, on the evening before their first day away.
            Instant handover = startOf(leftOn).minusMillis(dice.between(3_600_000, 14_400_000));
            Employee successor = staff.colleagueOf(owner, leftOn, dice);
            agenda.noteWhileOpen(
                    handover.isAfter(createdAt) ? handover : createdAt.plusSeconds(60),
                    state -> state.ownedBy(successor.employeeId()));
        } else if (dice.chance(0.03)) {
            Instant at = between(createdAt, closing);
            Employee successor = staff.colleagueOf(owner, dayOf(at), dice);
            agenda.noteWhileOpen(at, state -> state.ownedBy(successor.employeeId()));
        }
    }

    private void reopen(Agenda agenda, Instant closing) {
        Instant reopening = later(closing, dice.between(3, 25), dice);
        Instant secondClosing = later(reopening, dice.between(5, 40), dice);
        LocalDate expectedOn = dayOf(reopening).plusDays(30);
        agenda.note(
                reopening, state -> state.at(DealStage.DECISION_MAKER_BOUGHT_IN).expected(expectedOn));
        close(agenda, secondClosing, dice.chance(0.6));
    }

    /** Some working hour between two moments; where none lies between them, soon after the first. */
    private Instant between(Instant from, Instant to) {
        long span = to.toEpochMilli() - from.toEpochMilli();
        Instant at = atWork(dayOf(from.plusMillis((long) (dice.share() * span))), dice);
        return at.isAfter(from) && at.isBefore(to)
                ? at
                : from.plusMillis(1 + (long) (dice.share() * Math.min(span - 2, 900_000)));
    }

    private static BigDecimal scaled(BigDecimal amount, int perMille) {
        return amount.multiply(BigDecimal.valueOf(perMille, 3)).setScale(2, RoundingMode.HALF_UP);
    }
}
