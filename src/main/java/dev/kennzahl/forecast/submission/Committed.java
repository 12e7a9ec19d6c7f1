package dev.kennzahl.forecast.submission;

import jakarta.inject.Singleton;

import dev.kennzahl.metrics.DealHistory;

/** What people are sure to win. */
@Singleton
final class Committed extends SubmittedForecast {
    Committed(DealHistory history) {
        super("commit", history);
    }
}
