package dev.kennzahl.forecast.submission;

import jakarta.inject.Singleton;

import dev.kennzahl.metrics.DealHistory;

/** What people have in hand altogether. */
@Singleton
final class SubmittedPipeline extends SubmittedForecast {
    SubmittedPipeline(DealHistory history) {
        super("pipeline", history);
    }
}
