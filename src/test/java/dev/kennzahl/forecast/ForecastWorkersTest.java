package dev.kennzahl.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.subscription.Cancellable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForecastWorkersTest {
    private final ForecastWorkers workers = new ForecastWorkers(new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ForecastConfig.class)
            .withSources(new PropertiesConfigSource(
                    Map.of("kennzahl.forecast.threads", "2", "kennzahl.forecast.max-requests", "1"), "test", 100))
            .build()
            .getConfigMapping(ForecastConfig.class));

    @AfterEach
    void stop() {
        workers.stop();
    }

    @Test
    void computesOnAsManyThreadsAsConfigured() {
        CountDownLatch both = new CountDownLatch(2);
        Supplier<String> waitsForTheOther = () -> {
            both.countDown();
            await(both);
            return Thread.currentThread().getName();
        };

        List<String> threads = workers.compute(List.of(waitsForTheOther, waitsForTheOther))
                .collect()
                .asList()
                .await()
                .indefinitely();

        assertThat(threads).containsExactlyInAnyOrder("forecast-1", "forecast-2");
    }

    @Test
    void givesAllResultsInTheOrderOfTheTasks() {
        CountDownLatch second = new CountDownLatch(1);
        List<String> results = workers.all(List.<Supplier<String>>of(
                        () -> {
                            await(second);
                            return "first";
                        },
                        () -> {
                            second.countDown();
                            return "second";
                        }))
                .await()
                .indefinitely();
        assertThat(results).containsExactly("first", "second");
    }

    @Test
    void aPartOfAnotherAnswerTakesNoPlace() {
        String thread = workers.run(() -> Thread.currentThread().getName() + " " + workers.requestsUnderWay())
                .await()
                .indefinitely();
        assertThat(thread).matches("forecast-\\d 0");
    }

    @Test
    void handsOverNoMoreTasksThanThreadsOnceNobodyWaits() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        List<Supplier<Integer>> tasks = IntStream.range(0, 100)
                .mapToObj(i -> (Supplier<Integer>) () -> {
                    await(go);
                    return begun.incrementAndGet();
                })
                .toList();
        Cancellable caller = workers.compute(tasks).subscribe().with(result -> {});

        caller.cancel();
        go.countDown();

        assertThat(workers.compute(List.<Supplier<Integer>>of(() -> -1))
                        .collect()
                        .last()
                        .await()
                        .indefinitely())
                .isEqualTo(-1);
        assertThat(begun.get()).isLessThanOrEqualTo(2);
        assertThat(workers.requestsUnderWay()).isZero();
    }

    @Test
    void refusesMoreRequestsThanConfiguredUntilOneIsDone() {
        CountDownLatch go = new CountDownLatch(1);
        Supplier<Integer> task = () -> {
            await(go);
            return 1;
        };
        ConcurrentLinkedQueue<Integer> results = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(1);
        workers.compute(List.of(task))
                .onTermination()
                .invoke(done::countDown)
                .subscribe()
                .with(results::add);

        assertThatThrownBy(() ->
                        workers.compute(List.of(task)).collect().last().await().indefinitely())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED));
        go.countDown();
        await(done);

        assertThat(results).containsExactly(1);
        assertThat(workers.compute(List.of(task)).collect().last().await().indefinitely())
                .isEqualTo(1);
    }

    @Test
    void aFaultOfATaskIsTheRequestsAndFreesItsPlace() {
        Supplier<Integer> faulty = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> workers.compute(List.of(faulty))
                        .collect()
                        .last()
                        .await()
                        .indefinitely())
                .hasMessage("broken");
        assertThat(workers.requestsUnderWay()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
