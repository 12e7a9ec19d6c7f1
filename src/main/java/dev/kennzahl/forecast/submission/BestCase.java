package dev.kennzahl.forecast.submission;

import jakarta.inject.Singleton;

import dev.kennzahl.metrics.DealHistory;

/** What people win if all goes well. */
@Singleton
final class BestCase extends SubmittedForecast {
    BestCase(DealHistory history) {
        super("best_case", history);
    }
}
