package dev.kennzahl.sales.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.PageInfo;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.Records.Filter;
import dev.kennzahl.security.Roles;

/** Deals and customers over GraphQL. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class RecordGraphQl {
    private final RecordReads reads;
    private final Context fields;

    RecordGraphQl(RecordReads reads, Context fields) {
        this.reads = reads;
        this.fields = fields;
    }

    /** Which deals. */
    @RegisterForReflection
    @Input("DealFilterInput")
    @Description("Which deals to list; all that is given must be met.")
    public static class DealFilter {
        @Description("Only of this connection.")
        public @Nullable String connection;

        @Description("Only with this id of the sender's, or business key.")
        public @Nullable String externalId;

        @Description("Only in this status: open, won, lost, deleted, merged or unknown.")
        public @Nullable String status;

        @Description("Only of this owner.")
        public @Nullable String owner;

        @Description("Only with this region of their own.")
        public @Nullable String region;
    }

    /** Which customers. */
    @RegisterForReflection
    @Input("CustomerFilterInput")
    @Description("Which customers to list; all that is given must be met.")
    public static class CustomerFilter {
        @Description("Only with this id of the sender's, or business key.")
        public @Nullable String externalId;

        @Description("Only in this region.")
        public @Nullable String region;
    }

    /** A page of deals. */
    @RegisterForReflection
    @Name("DealConnection")
    @Description("A page of deals.")
    public record DealConnection(
            @NonNull @Description("The deals, each with its cursor.") List<@NonNull DealEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A deal and its place. */
    @RegisterForReflection
    @Name("DealEdge")
    @Description("A deal and its cursor.")
    public record DealEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this deal.") String cursor,
            @NonNull @Description("The deal.") DealView node) {}

    /** A page of customers. */
    @RegisterForReflection
    @Name("CustomerConnection")
    @Description("A page of customers.")
    public record CustomerConnection(
            @NonNull @Description("The customers, each with its cursor.") List<@NonNull CustomerEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A customer and its place. */
    @RegisterForReflection
    @Name("CustomerEdge")
    @Description("A customer and its cursor.")
    public record CustomerEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this customer.") String cursor,
            @NonNull @Description("The customer.") CustomerView node) {}

    @Query("deal")
    @Description("One deal of the caller's tenant; null with the error NOT_FOUND when there is none of this id.")
    public Uni<DealView> deal(@Name("id") @Description("The deal's id.") @Id @NonNull String id) {
        return reads.get(EntityType.DEAL, id).map(DealView::of);
    }

    @Query("deals")
    @Description("Deals as they are now, in a stable order.")
    public @NonNull Uni<DealConnection> deals(
            @Name("filter") @Description("Which deals; all when absent.") @Nullable DealFilter wanted,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        Filter filter = wanted == null
                ? Filter.ALL
                : new Filter(
                        Parameters.uuid("connection", wanted.connection),
                        storable(wanted.externalId),
                        storable(wanted.status),
                        storable(wanted.owner),
                        storable(wanted.region));
        Uni<Optional<Integer>> total = TotalCount.of(fields, () -> reads.count(EntityType.DEAL, filter));
        return reads.list(EntityType.DEAL, filter, first, after)
                .flatMap(page -> total.map(count -> new DealConnection(
                        edges(page, deal -> new DealEdge(Page.cursor(deal.id().toString()), DealView.of(deal))),
                        PageInfo.of(page),
                        count.orElse(null))));
    }

    @Query("customer")
    @Description("One customer of the caller's tenant; null with the error NOT_FOUND when there is none of this id.")
    public Uni<CustomerView> customer(@Name("id") @Description("The customer's id.") @Id @NonNull String id) {
        return reads.get(EntityType.CUSTOMER, id).map(CustomerView::of);
    }

    @Query("customers")
    @Description("Customers as they are now, in a stable order.")
    public @NonNull Uni<CustomerConnection> customers(
            @Name("filter") @Description("Which customers; all when absent.") @Nullable CustomerFilter wanted,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        Filter filter = wanted == null
                ? Filter.ALL
                : new Filter(null, storable(wanted.externalId), null, null, storable(wanted.region));
        Uni<Optional<Integer>> total = TotalCount.of(fields, () -> reads.count(EntityType.CUSTOMER, filter));
        return reads.list(EntityType.CUSTOMER, filter, first, after)
                .flatMap(page -> total.map(count -> new CustomerConnection(
                        edges(
                                page,
                                customer -> new CustomerEdge(
                                        Page.cursor(customer.id().toString()), CustomerView.of(customer))),
                        PageInfo.of(page),
                        count.orElse(null))));
    }

    private static <T, E> List<E> edges(Page<T> page, Function<T, E> edge) {
        return page.items().stream().map(edge).toList();
    }

    /** The store cannot hold NUL, so no record has it; asking is a mistake worth naming. */
    private static @Nullable String storable(@Nullable String text) {
        if (text != null && text.indexOf('\u0000') >= 0) {
            throw new Problem(ProblemCode.INVALID_VALUE, "filter", "A filter must not contain the character NUL.");
        }
        return text;
    }
}
