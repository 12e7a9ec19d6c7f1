package dev.kennzahl.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * The threads that compute forecasts: as many as there are cores, apart from those that answer requests, so that figures are answered
 * while a large batch is under way. Only as many tasks of a request as there are threads are handed over at a time, so requests take turns
 * and a cancelled one stops with the tasks in hand.
 */
@Singleton
public final class ForecastWorkers {
    private static final Duration ABOUT_A_BATCH = Duration.ofSeconds(10);

    private final int threads;
    private final ExecutorService pool;
    private final Semaphore places;
    private final int requests;
    private final Duration budget;

    ForecastWorkers(ForecastConfig config) {
        threads = config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        requests = config.maxRequests();
        budget = config.timeBudget();
        places = new Semaphore(requests);
        AtomicInteger number = new AtomicInteger();
        pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "forecast-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The results as they become ready, not in the order of the tasks. Nothing is computed before somebody subscribes, nor much after
     * somebody cancels.
     *
     * @return fails with a {@link Problem} {@code RATE_LIMITED}, to be tried again, when as many requests as may be are under way
     */
    public <T> Multi<T> compute(List<Supplier<T>> tasks) {
        return Multi.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                return Multi.createFrom()
                        .failure(Problem.rateLimited(
                                requests + " forecast requests are computed already; try again later.", ABOUT_A_BATCH));
            }
            return Multi.createFrom()
                    .iterable(tasks)
                    .onItem()
                    .transformToUni(task -> Uni.createFrom().item(task).runSubscriptionOn(pool))
                    .merge(threads)
                    .onTermination()
                    .invoke(() -> places.release());
        });
    }

    /** All results in the order of the tasks, once they are ready; otherwise the same. */
    public <T> Uni<List<T>> all(List<Supplier<T>> tasks) {
        return compute(numbered(tasks)).collect().asList().map(ForecastWorkers::inOrder);
    }

    /**
     * The same answer, given as a whole within the time that one may take, reading included. When that is over nobody waits any more, and no
     * more is computed than the tasks in hand.
     *
     * @param advice what to ask for instead, as the end of a sentence
     * @return fails with a {@link Problem} {@code QUERY_TIMEOUT} when the time is over
     */
    public <T> Uni<T> inTime(Uni<T> answer, String advice) {
        return answer.ifNoItem()
                .after(budget)
                .failWith(() -> new Problem(
                        ProblemCode.QUERY_TIMEOUT,
                        "The answer takes longer than the " + budget.toMillis() / 1_000.0
                                + " seconds that one may take. Ask for " + advice + "."));
    }

    /**
     * One computation as part of another answer, which itself bounds how many there are: it takes no place among the requests, and is
     * never refused. That answer goes on where it was, as the connection it reads by belongs to that event loop.
     */
    public <T> Uni<T> run(Supplier<T> task) {
        return Uni.createFrom().deferred(() -> {
            Context here = Vertx.currentContext();
            Uni<T> result = Uni.createFrom().item(task).runSubscriptionOn(pool);
            return here == null ? result : result.emitOn(next -> here.runOnContext(ignored -> next.run()));
        });
    }

    /** Several such computations, as many at once as there are threads; in their order. */
    public <T> Uni<List<T>> runAll(List<Supplier<T>> tasks) {
        return Multi.createFrom()
                .iterable(numbered(tasks))
                .onItem()
                .transformToUni(this::run)
                .merge(threads)
                .collect()
                .asList()
                .map(ForecastWorkers::inOrder);
    }

    private static <T> List<Supplier<Numbered<T>>> numbered(List<Supplier<T>> tasks) {
        List<Supplier<Numbered<T>>> numbered = new ArrayList<>();
        tasks.forEach(task -> {
            int number = numbered.size();
            numbered.add(() -> new Numbered<>(number, task.get()));
        });
        return numbered;
    }

    private static <T> List<T> inOrder(List<Numbered<T>> results) {
        return results.stream()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(Numbered::result)
                .toList();
    }

    private record Numbered<T>(int number, T result) {}

    /** How many requests are being computed. */
    public int requestsUnderWay() {
        return requests - places.availablePermits();
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
