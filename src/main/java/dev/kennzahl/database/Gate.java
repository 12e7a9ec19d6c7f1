package dev.kennzahl.database;

import java.util.ArrayDeque;
import java.util.Deque;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Lets so many in at once; the others wait in the order in which they came. Who leaves while waiting takes no place. */
final class Gate {
    private final Deque<Visit> waiting = new ArrayDeque<>();
    private int free;

    Gate(int places) {
        free = places;
    }

    /** The work, begun once there is a place for it, on the context that it was asked for on. */
    <T> Uni<T> through(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            Visit visit = new Visit();
            return arrival(visit).chain(() -> work).onTermination().invoke(() -> leave(visit));
        });
    }

    private Uni<Void> arrival(Visit visit) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            visit.enter = () -> {
                if (context == null) {
                    emitter.complete(null);
                } else {
                    context.runOnContext(entered -> emitter.complete(null));
                }
            };
            if (enters(visit)) {
                emitter.complete(null);
            }
        });
    }

    private synchronized boolean enters(Visit visit) {
        if (free == 0) {
            waiting.add(visit);
            return false;
        }
        free--;
        visit.isInside = true;
        return true;
    }

    private void leave(Visit visit) {
        Visit next = next(visit);
        if (next != null) {
            next.enter.run();
        }
    }

    /** Who has the place of the one who leaves. */
    private synchronized @Nullable Visit next(Visit leaving) {
        if (!leaving.isInside) {
            waiting.remove(leaving);
            return null;
        }
        leaving.isInside = false;
        Visit next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.isInside = true;
        }
        return next;
    }

    private static final class Visit {
        private Runnable enter = () -> {};
        private boolean isInside;
    }
}
