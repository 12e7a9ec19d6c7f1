package dev.kennzahl.ingestion.web;

import java.time.Duration;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** An answer before the caller gives up, whatever becomes of the work: it goes on to its end, and nobody hears of it. */
final class AnswerInTime {
    private AnswerInTime() {}

    /** On a timer of Vert.x: setting one and taking it back costs next to nothing on the event loop, which every post does. */
    static <T> Uni<T> of(Vertx vertx, Duration within, Uni<T> work, Supplier<? extends Throwable> late) {
        return Uni.createFrom().emitter(answer -> {
            long timer = vertx.setTimer(within.toMillis(), over -> answer.fail(late.get()));
            answer.onTermination(() -> vertx.cancelTimer(timer));
            work.onItemOrFailure()
                    .invoke((item, failure) -> vertx.cancelTimer(timer))
                    .subscribe()
                    .with(answer::complete, answer::fail);
        });
    }
}
