package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennzahl.demo.sample.TrueDeal.Ending;
import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

/** What goes wrong with records: some are deleted, some were entered twice and are merged. A file cannot tell of either. */
final class Mishaps {
    private static final double DELETED = 0.013;
    private static final double ENTERED_TWICE = 0.013;
    /** Partners take less care; and among so few deals there would else be nothing to see. */
    private static final double MORE_THROUGH_PORTAL = 4;

    /** Ids of duplicates and of survivors lie apart from those of deals. */
    private static final long DUPLICATE_IDS = 90_040_000_000L;

    private static final long SURVIVOR_IDS = 90_050_000_000L;

    private final Dice dice;
    private final List<Merge> merges = new ArrayList<>();

    Mishaps(Dice dice) {
        this.dice = dice;
    }

    List<Merge> merges() {
        return List.copyOf(merges);
    }

    /** The records that the deal amounts to: one, or the parties of a merge. */
    List<TrueDeal> befall(TrueDeal deal) {
        if (deal.origin() == Origin.FILE) {
            return List.of(deal);
        }
        double more = deal.origin() == Origin.PORTAL ? MORE_THROUGH_PORTAL : 1;
        if (dice.chance(DELETED * more)) {
            return List.of(deleted(deal));
        }
        Optional<Instant> mergeAt = dice.chance(ENTERED_TWICE * more) ? mergeTime(deal) : Optional.empty();
        return mergeAt.map(at -> merged(deal, at)).orElse(List.of(deal));
    }

    private TrueDeal deleted(TrueDeal deal) {
        Instant latest = deal.steps().get(deal.steps().size() - 1).at();
        Instant at = dice.chance(0.5)
                ? SampleCalendar.later(deal.createdAt(), dice.between(1, 20), dice)
                : SampleCalendar.later(latest, dice.between(1, 40), dice);
        boolean usable = at.isBefore(SampleCalendar.END_AT)
                && deal.steps().stream().noneMatch(step -> step.at().equals(at));
        return usable ? deal.ended(new Ending(at, null)) : deal;
    }

    /** Within weeks somebody notices; only deals that are still open then, so that nothing is won twice. */
    private Optional<Instant> mergeTime(TrueDeal deal) {
        Instant at = SampleCalendar.later(deal.createdAt(), dice.between(6, 22), dice);
        boolean usable = at.isBefore(SampleCalendar.END_AT)
                && at.isAfter(deal.createdAt().plus(Duration.ofDays(5)))
                && deal.at(at).filter(DealState::isOpen).isPresent()
                && deal.steps().stream().noneMatch(step -> step.at().equals(at));
        return usable ? Optional.of(at) : Optional.empty();
    }

    private List<TrueDeal> merged(TrueDeal deal, Instant at) {
        int number = merges.size() + 1;
        boolean hubSpot = deal.origin() == Origin.HUBSPOT;
        String duplicateId = hubSpot ? Long.toString(DUPLICATE_IDS + number * 41L) : deal.dealId() + "-2";
        boolean bearsNew = hubSpot && number % 2 == 0;
        String survivorId = bearsNew ? Long.toString(SURVIVOR_IDS + number * 43L) : deal.dealId();
        merges.add(new Merge(at, deal.dealId(), duplicateId, survivorId));
        TrueDeal duplicate = duplicate(deal, duplicateId).ended(new Ending(at, survivorId));
        if (!bearsNew) {
            return List.of(deal, duplicate);
        }
        return List.of(deal.ended(new Ending(at, survivorId)), duplicate, survivor(deal, survivorId, at));
    }

    /** The same deal entered again within days, with the amount somebody else had in mind. */
    private TrueDeal duplicate(TrueDeal deal, String id) {
        Instant createdAt = SampleCalendar.later(deal.createdAt(), dice.between(0, 2), dice);
        DealState first = deal.steps().get(0).state();
        DealState again = first.worth(first.amount().add(BigDecimal.valueOf(dice.between(-9_000, 90_000), 2)));
        return TrueDeal.of(id, deal.origin(), List.of(new Step(createdAt, again)));
    }

    private static TrueDeal survivor(TrueDeal deal, String id, Instant at) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(at, deal.at(at).orElseThrow()));
        deal.steps().stream().filter(step -> step.at().isAfter(at)).forEach(steps::add);
        return new TrueDeal(id, deal.origin(), deal.createdAt(), steps, null);
    }
}
