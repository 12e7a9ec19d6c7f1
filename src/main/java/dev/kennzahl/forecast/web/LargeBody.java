package dev.kennzahl.forecast.web;

import java.io.IOException;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Reads bodies of megabytes on a worker: parsing them takes longer than the event loop may be held up. (A resource that is blocking as a
 * whole would wait in vain for a body that is empty, since it was taken in before.)
 */
@Singleton
final class LargeBody {
    /** What may take longer than one answer to all of a large body. */
    static final String LINE_BY_LINE =
            "application/x-ndjson, which answers each series as soon as it is ready, or for fewer or shorter series";

    private final ObjectMapper json;

    LargeBody(ObjectMapper json) {
        this.json = json;
    }

    /** @return fails with what the REST mappers know: Jackson's exceptions, or {@code MISSING_VALUE} when there is no body */
    <T> Uni<T> read(RoutingContext context, Class<T> type) {
        Buffer body = context.body().buffer();
        return Uni.createFrom()
                .<T>emitter(result -> {
                    try {
                        result.complete(parse(body == null ? new byte[0] : body.getBytes(), type));
                    } catch (IOException | RuntimeException e) {
                        result.fail(e);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private <T> T parse(byte[] body, Class<T> type) throws IOException {
        T parsed = body.length == 0 ? null : json.readValue(body, type);
        if (parsed == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, "The body must be a JSON object; see /openapi.");
        }
        return parsed;
    }
}
