package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of one answer. */
@ConfigMapping(prefix = "kennzahl.metrics")
public interface MetricsConfig {
    /** How many buckets a series may have, and a rolling value reach over: three years of days and a bit. */
    @WithDefault("1100")
    int maxBuckets();

    /** How many points an answer may have over all its series: what a browser can still take. */
    @WithDefault("100000")
    int maxPoints();

    /** How many dimensions one question may be grouped by. */
    @WithDefault("3")
    int maxDimensions();

    /** How many records of a kind a tenant must have before sums of them are kept: fewer are as quickly added up. */
    @WithDefault("20000")
    int rollupFrom();

    /** Whether an answer is given again, as long as nothing has become known of the tenant since. */
    @WithDefault("true")
    boolean rememberAnswers();

    /** How often kept sums are brought up to date. Answers are never behind; the longer it takes, the more they add by themselves. */
    @WithDefault("2S")
    Duration rollupEvery();

    /** How long kept sums of a tenant are left alone after they were brought up to date, in multiples of the time that took. */
    @WithDefault("9")
    int rollupRest();

    /** How many values one filter may name. */
    @WithDefault("1000")
    int maxFilterValues();

    /** How long one figure may take, waiting for a connection included; then it is cancelled in the database. */
    @WithDefault("30S")
    Duration timeBudget();

    /** From when on an answer's quality is worth a warning. */
    Quality quality();

    /** The thresholds. */
    interface Quality {
        /** The share of records without an amount: from one in twenty on a sum says too little. */
        @WithDefault("0.05")
        BigDecimal missingAmounts();

        /** The share of open deals whose expected close is past: from one in five on nobody keeps them up to date. */
        @WithDefault("0.2")
        BigDecimal staleCloseDates();

        /** How many deliveries may wait: what has just come in is applied within seconds. */
        @WithDefault("0")
        int unprocessedDeliveries();

        /** Fewer records than that make a small sample: the rule of thumb for means and shares to vary little. */
        @WithDefault("30")
        int smallSample();
    }

    /** How often a figure that somebody follows is looked at for changes. */
    @WithDefault("1S")
    Duration lookForChangesEvery();

    /** How long a figure is followed at most; then the caller asks anew, with a key that is looked at anew. */
    @WithDefault("1H")
    Duration followedAtMost();

    /** How many figures one node follows for all its callers together. */
    @WithDefault("1000")
    int maxFollowed();
}
