package dev.kennzahl.forecast;

import java.time.Duration;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of forecasts. */
@ConfigMapping(prefix = "kennzahl.forecast")
public interface ForecastConfig {
    /** How many series one request may bring: the contract's number. */
    @WithDefault("1000")
    int maxSeries();

    /** How many values a series may have. The time of a fit grows with them: about a quarter of a second for so many. */
    @WithDefault("2000")
    int maxValues();

    /** How many steps ahead may be asked for: a year of days. */
    @WithDefault("366")
    int maxHorizon();

    /** How many steps may make up a season: a leap year's days. */
    @WithDefault("366")
    int maxFrequency();

    /** How many customers one fit of customer value may be made of: what fits the largest body. */
    @WithDefault("100000")
    int maxCustomers();

    /** How many open deals one forecast may be made of: some hundred bytes each. */
    @WithDefault("200000")
    int maxDeals();

    /** How many forecasts one comparison may make, periods times lead times times methods, and one KPI be answered from. */
    @WithDefault("400")
    int maxCompared();

    /** How many values of one series a back-test may judge: origins times methods times steps ahead. Each takes a hundred bytes. */
    @WithDefault("100000")
    int maxBacktestValues();

    /** How many forecasts one back-test may make: some minutes of two cores, when many of them are combinations. */
    @WithDefault("10000")
    int maxBacktestForecasts();

    /**
     * How long an answer may take that is given as a whole; then its computation ends, and it is answered 504. Less than
     * quarkus.http.idle-timeout, which cuts the connection without a word.
     */
    @WithDefault("90S")
    Duration timeBudget();

    /** How many requests are computed at once on a node; more are answered 429. Each holds up to a largest body in memory. */
    @WithDefault("8")
    int maxRequests();

    /** How many threads compute; as many as there are cores when not set. */
    OptionalInt threads();
}
