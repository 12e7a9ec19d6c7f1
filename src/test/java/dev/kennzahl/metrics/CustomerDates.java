package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Throws the dice for who is said to look after a customer of a {@link SalesStory}, since when and until when they are one. */
record CustomerDates(Random random) {

    Map<String, String> any() {
        Map<String, String> cells = new HashMap<>();
        cells.put("owner_id", random.nextInt(3) == 0 ? "" : "E" + (1 + random.nextInt(3)));
        cells.put("became_customer_on", random.nextBoolean() ? "" : day());
        // Perhaps before they became one.
        cells.put("churned_on", random.nextInt(3) > 0 ? "" : day());
        return cells;
    }

    private String day() {
        long days = ChronoUnit.DAYS.between(SalesStoryDice.FIRST_DAY, SalesStoryDice.END);
        LocalDate day = SalesStoryDice.FIRST_DAY.minusDays(30).plusDays(random.nextInt((int) days));
        return (random.nextInt(4) == 0 ? day.withDayOfMonth(1) : day).toString();
    }
}
