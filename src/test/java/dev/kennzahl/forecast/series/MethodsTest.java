package dev.kennzahl.forecast.series;

import java.util.List;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The methods against computations made elsewhere, to four digits. Naive, seasonal naive, drift: NumPy, by the formulas of Forecasting:
 * Principles and Practice. Exponential smoothing of the airline passengers: ETSModel of statsmodels 0.15.0. Of the Nile: SciPy 1.17,
 * Nelder-Mead from many starts within the bounds of R's forecast package, since statsmodels stays in a worse optimum there; with a damped
 * trend SciPy's differential evolution, four seeds (sum of squares 1,973,890; three of the four stay at 2,008,281). Theta: NumPy
 * and SciPy by the definition. DOTM: SciPy around the recursion of the authors' R package forecTheta (twoTL with dynamic = TRUE).
 */
class MethodsTest {
    private static final Percentage FOUR_DIGITS = Percentage.withPercentage(0.005);

    @ParameterizedTest
    @CsvSource({
        "naive,                       740;740;740;740;740",
        "drift,                       736.1616;732.3232",
        "ses,                         805.3163;805.3163",
        "holt,                        802.7817;799.6050;796.4283;793.2515;790.0748",
        "damped_holt,                 837.1035;836.9013;836.7073",
        "theta,                       808.0988;806.7417;805.3845;804.0274;802.6702",
        "optimised_theta,             805.0378;805.0378",
    })
    void forecastsTheNile(String method, String expected) {
        compare(forecast(KnownSeries.NILE, 1, method, 5).mean(), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "seasonal_naive,              417;391;419;461;472;535;622;606;508;461;390;432;417;391",
        "damped_holt,                 432.2314;432.4624;432.6886;432.9104;433.1277;433.3407;433.5495;433.754",
        "holt_winters_additive,       451.5785;427.2599;464.704;500.1045;508.6638;567.7172;647.8995;632.4647;534.3776;484.9335",
        "holt_winters_multiplicative, 442.7684;435.8987;498.8166;485.9469;487.5493;554.0528;617.4604;614.1689;534.258;467.0022",
        "ets,                         442.7684;435.8987;498.8166;485.9469;487.5493;554.0528;617.4604;614.1689;534.258;467.0022",
        "theta,                       440.9336;429.2147;490.6538;476.6218;480.5927;546.4121;603.9047;602.2472;524.9481;457.4934",
        "optimised_theta,             442.9948;432.3898;495.6162;482.7336;488.0540;556.3676;616.5305;616.4519;538.7318;470.7242",
    })
    void forecastsTheAirlinePassengers(String method, String expected) {
        compare(forecast(KnownSeries.AIR_PASSENGERS, 12, method, 14).mean(), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "naive,          1, 365.9288;338.5612",
        "drift,          1, 367.8497;342.2632",
        "seasonal_naive, 12, 345.8224",
    })
    void givesTheIntervalsOfTheTextbook(String method, int period, String expected) {
        compare(
                forecast(KnownSeries.AIR_PASSENGERS, period, method, 5)
                        .within95()
                        .low(),
                expected);
    }

    @Test
    void choosesTheFormOfLeastAicc() {
        // statsmodels 0.15.0, AICc: (M,A,M) 1086.45, (M,Ad,M) 1095.36, (A,A,A) 1171.44
        assertThat(forecast(KnownSeries.AIR_PASSENGERS, 12, "ets", 1).model()).isEqualTo("ETS(M,A,M)");
    }

    @Test
    void sayWhichThereAre() {
        assertThat(Methods.all())
                .extracting(ForecastMethod::key)
                .isEqualTo(List.of(
                        "auto",
                        "naive",
                        "seasonal_naive",
                        "naive2",
                        "drift",
                        "ses",
                        "holt",
                        "damped_holt",
                        "holt_winters_additive",
                        "holt_winters_multiplicative",
                        "ets",
                        "theta",
                        "optimised_theta"));
    }

    private static SeriesForecast forecast(double[] values, int period, String method, int horizon) {
        return SeriesTask.of(new GappyValues(values), "values", period, Methods.get(method), horizon)
                .forecast();
    }

    private static void compare(double[] actual, String expected) {
        double[] numbers = KnownSeries.numbers(expected);
        for (int h = 0; h < numbers.length; h++) {
            assertThat(actual[h]).as("step " + (h + 1)).isCloseTo(numbers[h], FOUR_DIGITS);
        }
    }
}
