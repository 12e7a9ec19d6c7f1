package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;

/** Instants of a {@link SalesStory}: anywhere, at the very edge of a local day or month, or around a change of the clocks. */
record StoryTimes(Random random, ZoneId zone) {

    Instant any() {
        int days = (int) ChronoUnit.DAYS.between(SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
        LocalDate day = SalesStoryDice.FIRST_DAY.plusDays(random.nextInt(days));
        return switch (random.nextInt(5)) {
            case 0 -> day.withDayOfMonth(1).atStartOfDay(zone).toInstant();
            case 1 -> day.atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
            case 2 -> aroundClockChange(day);
            default -> day.atStartOfDay(zone).toInstant().plusSeconds(random.nextInt(86_400));
        };
    }

    private Instant aroundClockChange(LocalDate day) {
        Instant start = day.atStartOfDay(zone).toInstant();
        ZoneOffsetTransition change = zone.getRules().nextTransition(start);
        return change == null ? start : change.getInstant().plusSeconds(random.nextInt(10_800) - 5_400);
    }

    /** Up to four months later; sometimes the same instant. */
    Instant laterThan(Instant at) {
        return random.nextInt(6) == 0 ? at : at.plusSeconds(random.nextInt(120 * 86_400));
    }
}
