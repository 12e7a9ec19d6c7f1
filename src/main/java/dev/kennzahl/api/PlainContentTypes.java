package dev.kennzahl.api;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Says what an answer is without how gladly it was given: where a resource has several forms the parameter {@code qs} ranks them, and
 * Quarkus sends it along, to clients that compare the whole type.
 */
@ApplicationScoped
final class PlainContentTypes {
    private static final Pattern RANK = Pattern.compile("\\s*;\\s*qs=[0-9.]+", Pattern.CASE_INSENSITIVE);

    void install(@Observes Router router) {
        router.route("/api/v1/*").order(HttpLimits.BEFORE_ALL_ELSE).handler(context -> {
            context.addHeadersEndHandler(sent -> withoutRank(context));
            context.next();
        });
    }

    private static void withoutRank(RoutingContext context) {
        String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.contains("qs=")) {
            context.response()
                    .headers()
                    .set(HttpHeaders.CONTENT_TYPE, RANK.matcher(type).replaceAll(""));
        }
    }
}
