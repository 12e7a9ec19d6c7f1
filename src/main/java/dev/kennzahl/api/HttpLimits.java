package dev.kennzahl.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import dev.kennzahl.problem.ProblemCode;

/** How much a request may carry: a file any amount, anything else what fits a moment's memory. */
@ApplicationScoped
final class HttpLimits {
    private static final String STREAMED = "/api/v1/imports/";
    private static final int BEFORE_ALL_ELSE = -10_000;

    /** The limit of bodies that are held whole. */
    @ConfigMapping(prefix = "kennzahl.http")
    interface Config {
        /** The largest body in bytes. A HubSpot batch of 100 events with long texts needs some megabytes. */
        @WithDefault("8388608")
        long maxBodyBytes();
    }

    private final Config config;

    HttpLimits(Config config) {
        this.config = config;
    }

    void install(@Observes Router router) {
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(config.maxBodyBytes());
        router.route().order(BEFORE_ALL_ELSE).handler(context -> {
            if (context.request().path().startsWith(STREAMED)) {
                context.next();
            } else {
                bodies.handle(context);
            }
        });
        router.route().order(BEFORE_ALL_ELSE).failureHandler(context -> {
            if (context.statusCode() == ProblemCode.PAYLOAD_TOO_LARGE.status()) {
                refuse(context);
            } else {
                context.next();
            }
        });
    }

    private void refuse(RoutingContext context) {
        ProblemBody body = ProblemBody.of(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + config.maxBodyBytes() + " bytes.",
                null,
                null);
        context.response()
                .setStatusCode(body.status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(Json.encode(body));
    }
}
