package dev.kennzahl.ingestion.web;

import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.RateLimits;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * What a sender of CloudEvents is told that asks whether it may deliver (CloudEvents, HTTP 1.1 Web Hooks, section 4). It may: who
 * it is, each delivery proves by its signature. A callback that it names is not called, since anybody could name any address.
 *
 * @param allowedRate requests per minute, {@code *} for any number
 */
record Handshake(String allowedOrigin, String allowedRate) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,9}");
    private static final long SECONDS_PER_MINUTE = 60;

    static Handshake of(@Nullable String origin, @Nullable String rate, RateLimits limits) {
        if (origin == null || !HOST.matcher(origin.strip()).matches()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "WebHook-Request-Origin",
                    "WebHook-Request-Origin must be the host name that deliveries come from, such as events.example.com.");
        }
        return new Handshake(origin.strip(), allowed(rate, limits));
    }

    private static String allowed(@Nullable String rate, RateLimits limits) {
        boolean named = rate != null && RATE.matcher(rate.strip()).matches();
        long wanted = named ? Math.max(1, Long.parseLong(rate.strip())) : Long.MAX_VALUE;
        if (!limits.isOn()) {
            return named ? Long.toString(wanted) : "*";
        }
        return Long.toString(Math.min(wanted, limits.perSecond() * SECONDS_PER_MINUTE));
    }

    Response answer() {
        return Response.ok()
                .header(HttpHeaders.ALLOW, "POST")
                .header("WebHook-Allowed-Origin", allowedOrigin)
                .header("WebHook-Allowed-Rate", allowedRate)
                .build();
    }
}
