package dev.kennzahl.api;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Whether the caller still waits. REST cancels the answer by itself when its caller leaves; GraphQL would work on for nobody. */
@Singleton
public class CallerPresence {
    private final CurrentVertxRequest request;

    CallerPresence(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The answer, cancelled when the present request's caller leaves before it is there. */
    public <T> Uni<T> whilePresent(Uni<T> answer) {
        RoutingContext context = request.getCurrent();
        return context == null
                ? answer
                : Uni.createFrom().emitter(emitter -> {
                    Cancellable running = answer.subscribe().with(emitter::complete, emitter::fail);
                    emitter.onTermination(running::cancel);
                    context.addEndHandler(ended -> {
                        if (ended.failed()) {
                            running.cancel();
                            emitter.fail(new Problem(ProblemCode.UNAVAILABLE, "The caller has left."));
                        }
                    });
                });
    }
}
