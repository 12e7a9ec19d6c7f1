package dev.kennzahl.api;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.json.Json;
import jakarta.json.JsonString;

import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;

/** How many items a list has on all of its pages: counted where a caller selects {@code totalCount}, and nowhere else. */
public final class TotalCount {
    /** What the field says of itself. */
    public static final String DESCRIPTION =
            "How many there are on all pages. They are counted anew for it, so ask for it on the first page only.";

    private static final JsonString NAME = Json.createValue("totalCount");

    private TotalCount() {}

    /** @param count asked at most once */
    public static Uni<Optional<Integer>> of(Context fields, Supplier<Uni<Long>> count) {
        return fields.getSelectedFields().contains(NAME)
                ? count.get().map(found -> Optional.of(Math.toIntExact(found)))
                : Uni.createFrom().item(Optional.empty());
    }
}
