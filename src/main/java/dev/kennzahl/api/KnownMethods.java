package dev.kennzahl.api;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/** HTTP has any number of methods, and metrics a series for each: those that nothing here takes are one, or callers could fill the memory. */
final class KnownMethods implements MeterFilter {
    private static final String REQUESTS = "http.server.requests";
    private static final String METHOD = "method";
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Produces
    @Singleton
    static MeterFilter filter() {
        return new KnownMethods();
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String method = id.getTag(METHOD);
        return !id.getName().equals(REQUESTS) || method == null || KNOWN.contains(method)
                ? id
                : id.withTag(Tag.of(METHOD, "UNKNOWN"));
    }
}
