package dev.kennzahl.api;

import java.time.Duration;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.ProblemCode;

/**
 * How much a request may carry, and how long that may take: a file any amount, anything else what fits a moment's memory. What
 * is refused here is refused before anything else looks at it, and no more of it is read.
 */
@ApplicationScoped
final class HttpLimits {
    /** Where these limits stand in the order of routes. */
    static final int BEFORE_ALL_ELSE = -10_000;

    private static final String STREAMED = "/api/v1/imports/";
    private static final String TIMER = "kennzahl.body-timer";

    /** So long a refused sender may take to read the answer; a connection cut at once would lose it on the way. */
    private static final Duration TO_READ_THE_ANSWER = Duration.ofSeconds(1);

    /** The limits of bodies that are held whole. */
    @ConfigMapping(prefix = "kennzahl.http")
    interface Config {
        /** The largest body in bytes. A HubSpot batch of 100 events with long texts needs some megabytes. */
        @WithDefault("8388608")
        long maxBodyBytes();

        /** How long a body may take to arrive. The largest one does so at 280 KB a second; senders give up after 5 to 60 seconds. */
        @WithDefault("30S")
        Duration bodyTimeout();

        /** How long a request may take to get to the end of its headers, from their first byte. They fit into a few packets. */
        @WithDefault("10S")
        Duration headerTimeout();
    }

    private final Config config;
    private final ToldProblems told;

    HttpLimits(Config config, ToldProblems told) {
        this.config = config;
        this.told = told;
    }

    void install(@Observes Router router) {
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
        router.route().order(BEFORE_ALL_ELSE).handler(context -> {
            if (isEncoded(context.request())) {
                refuseEncoding(context);
            } else if (isForm(context.request())) {
                refuseForm(context);
            } else if (opensWebSocket(context.request())) {
                context.next(); // what has been read to its end can become no socket any more
            } else if (context.request().path().startsWith(STREAMED)) {
                context.addEndHandler(answered -> {
                    if (context.response().getStatusCode() == ProblemCode.REQUEST_TIMEOUT.status()) {
                        closeSoon(context); // nobody waits for the rest; other refusals are heard by reading on
                    }
                });
                context.next();
            } else if (declaredBytes(context.request()) > config.maxBodyBytes()) {
                refuseSize(context);
            } else {
                watch(context);
                bodies.handle(context);
            }
        });
        router.route().order(BEFORE_ALL_ELSE + 1).handler(context -> {
            stopWatching(context);
            if (!context.response().ended()) {
                context.next();
            }
        });
        router.route().order(BEFORE_ALL_ELSE).failureHandler(this::failed);
    }

    /** What comes compressed could be a thousand times as large as it looks, and signatures are over what was sent. */
    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }

    /**
     * Nothing here takes forms, and the reader of forms answers many a broken one with a fault. Clients that send nothing often
     * call it an encoded form.
     */
    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        String lower = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("multipart/")
                || lower.startsWith("application/x-www-form-urlencoded") && mayHaveBody(request);
    }

    static boolean opensWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade")) && !mayHaveBody(request);
    }

    static boolean mayHaveBody(HttpServerRequest request) {
        return declaredBytes(request) > 0
                || request.getHeader("Transfer-Encoding") != null
                || request.version() == HttpVersion.HTTP_2 && !request.isEnded();
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (mayHaveBody(request) && !request.isEnded()) {
            context.put(
                    TIMER, context.vertx().setTimer(config.bodyTimeout().toMillis(), timer -> refuseSlowness(context)));
        }
    }

    private static void stopWatching(RoutingContext context) {
        if (context.remove(TIMER) instanceof Long timer) {
            context.vertx().cancelTimer(timer);
        }
    }

    private void failed(RoutingContext context) {
        stopWatching(context);
        if (context.response().ended() || context.response().closed()) {
            return; // answered before the rest of the request failed, or the caller has gone: nobody's fault
        }
        if (context.statusCode() == ProblemCode.PAYLOAD_TOO_LARGE.status()) {
            refuseSize(context);
        } else if (context.statusCode() == ProblemCode.INVALID_VALUE.status()) {
            refuse(
                    context,
                    ProblemCode.INVALID_VALUE,
                    null,
                    "The address, a header or the body of the request cannot be read.");
        } else {
            context.next();
        }
    }

    private void refuseSize(RoutingContext context) {
        refuse(
                context,
                ProblemCode.PAYLOAD_TOO_LARGE,
                null,
                "The body is larger than " + config.maxBodyBytes() + " bytes.");
    }

    private void refuseSlowness(RoutingContext context) {
        if (!context.response().ended()) {
            refuse(
                    context,
                    ProblemCode.REQUEST_TIMEOUT,
                    null,
                    "The body did not arrive within " + config.bodyTimeout().toSeconds() + " seconds; send it again.");
        }
    }

    private void refuseEncoding(RoutingContext context) {
        // RFC 9110: with this header the sender knows that it is the encoding and not the media type.
        context.response().putHeader("Accept-Encoding", "identity");
        refuse(
                context,
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Encoding",
                "Content-Encoding is not taken: send the body as it is, uncompressed.");
    }

    private void refuseForm(RoutingContext context) {
        refuse(
                context,
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type",
                "No path here takes forms; see /openapi for the content types.");
    }

    /** Answers before anything is routed. */
    void refuse(RoutingContext context, ProblemCode code, @Nullable String field, String detail) {
        told.inRest(code);
        ProblemBody body = ProblemBody.of(code, detail, field, null);
        HttpServerRequest request = context.request();
        HttpServerResponse response =
                context.response().setStatusCode(body.status()).putHeader("Content-Type", ProblemBody.MEDIA_TYPE);
        if (request.version() == HttpVersion.HTTP_2) {
            response.end(Json.encode(body)).onComplete(sent -> response.reset());
            return;
        }
        response.putHeader("Connection", "close").end(Json.encode(body)).onComplete(sent -> closeSoon(context));
    }

    /** Unless the request has come to its end after all. */
    private static void closeSoon(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            context.vertx().setTimer(TO_READ_THE_ANSWER.toMillis(), timer -> request.connection()
                    .close());
        }
    }
}
