package dev.kennzahl.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Where a page of a GraphQL connection ends. */
@RegisterForReflection
@Name("PageInfo")
@Description("Where a page ends.")
public record PageInfo(
        @NonNull @Description("Whether there is a next page.") Boolean hasNextPage,
        @Description("Pass it as 'after' to get the next page.") @Nullable String endCursor) {

    /** The end of a page. */
    public static PageInfo of(Page<?> page) {
        return new PageInfo(page.next() != null, page.next());
    }
}
