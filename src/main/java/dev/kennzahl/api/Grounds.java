package dev.kennzahl.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Collects what the answer to a GraphQL document follows from, while its fields are answered. */
@Singleton
public class Grounds {
    private static final String KEY = "kennzahl.grounds";

    private final CurrentVertxRequest request;

    Grounds(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Says what the field under way follows from. A field that says nothing makes the whole answer good for this once only. */
    public void add(Ground ground) {
        @Nullable RoutingContext context = request.getCurrent();
        if (context != null) {
            @Nullable List<Ground> known = context.get(KEY);
            if (known == null) {
                known = new ArrayList<>();
                context.put(KEY, known);
            }
            known.add(ground);
        }
    }

    /** The grounds of an answer with so many fields of the query itself; empty unless every one of them has said its own. */
    static Optional<List<Ground>> ofAll(int rootFields, RoutingContext context) {
        @Nullable List<Ground> known = context.get(KEY);
        return known == null || known.size() != rootFields
                ? Optional.empty()
                : Optional.of(known.stream().distinct().toList());
    }
}
