package dev.kennzahl.forecast.backtest;

import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TallyTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);
    private static final ForecastConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ForecastConfig.class)
            .build()
            .getConfigMapping(ForecastConfig.class);

    @Test
    void originsAreTheLastWhoseOutcomeIsKnown() {
        assertThat(Origin.places(10, setup(2, 3, 2, "naive"))).containsExactly(4, 6, 8);
        assertThat(Origin.places(5, setup(2, 3, 2, "naive"))).containsExactly(1, 3);
        assertThat(Origin.places(2, setup(2, 3, 2, "naive"))).isEmpty();
        Origin first =
                Origin.of(new double[] {1, 2, 3, 4, 5}, setup(2, 1, 1, "naive")).get(0);
        assertThat(first.history().values()).containsExactly(1, 2, 3);
        assertThat(first.actual()).containsExactly(4, 5);
    }

    @Test
    void scoresAreThoseWorkedOutByHand() {
        // From 5 the naive method says 5 and 5 where 6 and 7 come, from 6 it says 6 and 6 where 7 and 8 come.
        Tally.Result naive = results(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, setup(2, 2, 1, "naive"))
                .get(0);
        Scores all = naive.all();

        assertThat(naive.origins()).isEqualTo(2);
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.error(ErrorMeasure.BIAS)).hasValueCloseTo(-6 / 28.0, EXACT);
        assertThat(all.error(ErrorMeasure.MAE)).hasValueCloseTo(1.5, EXACT);
        assertThat(all.error(ErrorMeasure.RMSE)).hasValueCloseTo(Math.sqrt(2.5), EXACT);
        assertThat(all.error(ErrorMeasure.MAPE)).hasValueCloseTo((1 / 6.0 + 2 / 7.0 + 1 / 7.0 + 2 / 8.0) / 4, EXACT);
        assertThat(all.error(ErrorMeasure.WAPE)).hasValueCloseTo(6 / 28.0, EXACT);
        assertThat(all.error(ErrorMeasure.MASE)).hasValueCloseTo(1.5, EXACT);
        assertThat(all.owa()).hasValueCloseTo(1.0, EXACT);
        // σ is 1: within 1.28 of one step and 1.81 of two, so only one step ahead is within 80 %
        assertThat(all.within80()).isEqualTo(0.5);
        assertThat(all.within95()).isEqualTo(1);
        assertThat(naive.byLead().get(0).error(ErrorMeasure.MAE)).hasValueCloseTo(1.0, EXACT);
        assertThat(naive.byLead().get(1).error(ErrorMeasure.MAE)).hasValueCloseTo(2.0, EXACT);
        assertThat(naive.byLead().get(1).count()).isEqualTo(2);
    }

    @Test
    void theBetterMethodComesFirstAndOneThatSaysNothingLast() {
        List<Tally.Result> results =
                results(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, setup(2, 2, 1, "seasonal_naive", "naive", "drift"));
        assertThat(results).extracting(Tally.Result::method).containsExactly("drift", "naive", "seasonal_naive");
        assertThat(results).extracting(Tally.Result::rank).containsExactly(1, 2, 3);
        Tally.Result silent = results.get(2);
        assertThat(silent.silent()).isEqualTo(2);
        assertThat(silent.all()).isNull();
        assertThat(silent.problem()).isNotNull();
        assertThat(silent.problem().detail()).contains("at least 13");
    }

    @Test
    void whatDidNotComeIsNotJudged() {
        double gap = Double.NaN;
        Tally.Result naive = results(new double[] {1, 2, 3, 4, gap, 6}, setup(2, 1, 1, "naive"))
                .get(0);
        assertThat(naive.byLead().get(0)).isNull();
        assertThat(naive.all().count()).isEqualTo(1);
        assertThat(naive.all().error(ErrorMeasure.MAE)).hasValueCloseTo(2.0, EXACT);
    }

    @Test
    void overSeriesEachCountsTheSame() {
        Setup setup = setup(2, 2, 1, "naive", "drift");
        Overall overall = new Overall();
        overall.add(results(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, setup));
        overall.add(results(new double[] {50, 60, 40, 70, 30, 80, 20, 90}, setup));
        List<Overall.Ranked> ranked = overall.ranked();
        Overall.Ranked naive = ranked.stream()
                .filter(one -> one.method().equals("naive"))
                .findFirst()
                .orElseThrow();
        assertThat(naive.series()).isEqualTo(2);
        assertThat(naive.values()).isEqualTo(8);
        assertThat(naive.owa()).hasValueCloseTo(1.0, EXACT);
        assertThat(ranked).extracting(Overall.Ranked::rank).containsExactly(1, 2);
    }

    @Test
    void everyMeasureSaysWhatItIs() {
        assertThat(ErrorMeasure.definitions())
                .extracting(measure -> measure.key())
                .containsExactly("bias", "mae", "rmse", "mape", "smape", "wape", "mase", "owa", "pinball", "coverage");
        assertThat(ErrorMeasure.definitions()).allSatisfy(measure -> {
            assertThat(measure.formula()).isNotBlank();
            assertThat(measure.misleads()).isNotBlank();
            assertThat(measure.source()).containsPattern("\\d{4}");
        });
    }

    @Test
    void refusesWhatIsTooMuch() {
        assertThatThrownBy(() -> setup(366, 100, 1, "naive", "drift", "ses"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("100000");
        assertThatThrownBy(() -> setup(1, 0, 1, "naive")).hasMessageContaining("origins must be from 1");
        assertThatThrownBy(() -> setup(1, 1, 1, "dice")).hasMessageContaining("methods: ");
    }

    private static Setup setup(int horizon, int origins, int step, String... methods) {
        return Setup.of(horizon, origins, step, List.of(methods), CONFIG);
    }

    private static List<Tally.Result> results(double[] values, Setup setup) {
        // Twelve where it matters that seasons are too long, which all but the seasonal naive method pass over.
        int period = setup.methods().stream()
                        .anyMatch(method -> method.needsSeason() || method.key().startsWith("seasonal"))
                ? 12
                : 1;
        Tally tally = new Tally(setup);
        Origin.of(values, setup).forEach(origin -> tally.add(OriginForecasts.of(origin, period, setup, Limits.NONE)));
        return tally.results();
    }
}
