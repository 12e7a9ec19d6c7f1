package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.TenantSettings;

/**
 * Answers that were given before. An answer follows from the question, from all that is known of the tenant, and from the day;
 * so one that was given at the same known time is the answer, and one given earlier is never found again.
 */
@Singleton
class RememberedAnswers {
    /** Larger ones are asked for seldom, and by programs; those remembered take 100 MB at the very most. */
    private static final int MOST_POINTS = 400;

    private final CaffeineCache answers;

    RememberedAnswers(@CacheName("answers") Cache answers) {
        this.answers = answers.as(CaffeineCache.class);
    }

    /** What an answer follows from; the settings hold the tenant and the known time. */
    private record Key(KpiQuery query, TenantSettings settings, LocalDate today) {}

    Optional<KpiResult> find(KpiQuery query, TenantSettings settings, LocalDate today) {
        @Nullable CompletableFuture<KpiResult> found = answers.getIfPresent(new Key(query, settings, today));
        return found == null ? Optional.empty() : Optional.of(found.join());
    }

    /** Remembers an answer, unless it is large or changes from one second to the next. */
    void note(KpiQuery query, TenantSettings settings, LocalDate today, KpiResult answer) {
        long points = answer.series().stream()
                .mapToLong(series -> series.points().size())
                .sum();
        if (answer.basis() != null && points <= MOST_POINTS) {
            answers.put(new Key(query, settings, today), CompletableFuture.completedFuture(answer));
        }
    }
}
