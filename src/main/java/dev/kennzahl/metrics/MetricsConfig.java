package dev.kennzahl.metrics;

import java.time.Duration;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of one answer. */
@StaticInitSafe
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
