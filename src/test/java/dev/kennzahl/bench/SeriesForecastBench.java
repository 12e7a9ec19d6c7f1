package dev.kennzahl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/**
 * A thousand monthly series of length 120, 18 steps ahead, in one request: by the combination that is the default, against the naive method
 * in the same run. Meanwhile the catalogue is asked for, which no forecast may hold up.
 */
class SeriesForecastBench {
    private static final int LENGTH = 120;
    private static final int ROUNDS = 3;

    @Test
    void forecastsAThousandSeries() {
        try (BenchService service = new BenchService("forecasts")) {
            BenchService.Tenant tenant = service.newTenant();
            int count = Report.scaled(1_000);
            List<Map<String, Object>> series = series(count);
            seconds(
                    tenant,
                    series.subList(0, Math.min(count, 200)),
                    "auto"); // the compilers of the JVM need their time once
            seconds(tenant, series, "naive");
            List<Double> naive = new ArrayList<>();
            List<Double> auto = new ArrayList<>();
            List<Double> cores = new ArrayList<>();
            List<Double> catalogue = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                naive.add(seconds(tenant, series, "naive"));
                BenchService.Cpu before = service.cpu();
                CompletableFuture<Double> batch = CompletableFuture.supplyAsync(() -> seconds(tenant, series, "auto"));
                while (!batch.isDone()) {
                    catalogue.add(secondsOfTheCatalogue(tenant));
                    BenchService.pause(50);
                }
                auto.add(batch.join());
                cores.add(service.cpu().since(before).service() / batch.join());
            }
            Report.note(
                    "%d series: auto %.1f s (%.0f a second, %.1f ms of a core each), naive %.2f s; catalogue meanwhile %.1f ms; %s",
                    count,
                    Report.median(auto),
                    count / Report.median(auto),
                    Report.median(auto) * Report.median(cores) * 1e3 / count,
                    Report.median(naive),
                    Report.median(catalogue) * 1e3,
                    service.memory());
            Report.note("auto, × the naive method's time: %.1f", Report.median(auto) / Report.median(naive));
            Report.atLeast(
                    "cores used, × those there are",
                    Report.median(cores) / Runtime.getRuntime().availableProcessors(),
                    0.8);
        }
    }

    private static double seconds(BenchService.Tenant tenant, List<Map<String, Object>> series, String method) {
        long start = System.nanoTime();
        tenant.client()
                .post(
                        "/api/v1/forecasts/series",
                        Map.of("series", series, "frequency", 12, "horizon", 18, "method", method));
        return (System.nanoTime() - start) / 1e9;
    }

    private static double secondsOfTheCatalogue(BenchService.Tenant tenant) {
        long start = System.nanoTime();
        tenant.client().get("/api/v1/kpis?category=revenue");
        return (System.nanoTime() - start) / 1e9;
    }

    /** Levels that wander, with trends and seasons. */
    private static List<Map<String, Object>> series(int count) {
        Random random = new Random(6);
        return IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(i -> {
                    double[] level = {1_000};
                    double slope = random.nextGaussian() * 3;
                    double swing = random.nextDouble() * 0.3;
                    List<Double> values = IntStream.range(0, LENGTH)
                            .mapToObj(t -> {
                                level[0] = Math.max(100, level[0] + slope + random.nextGaussian() * 20);
                                return level[0] * (1 + swing * Math.sin(Math.PI * t / 6)) + random.nextGaussian() * 10;
                            })
                            .toList();
                    return Map.of("id", "s" + i, "values", values);
                })
                .toList();
    }
}
