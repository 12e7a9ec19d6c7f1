package dev.kennzahl.metrics.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.PageInfo;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.metrics.shape.ChurnRisks;
import dev.kennzahl.metrics.shape.Pareto;
import dev.kennzahl.metrics.shape.RfmSegments;

/** Pages of customers in GraphQL. */
public final class ShapeConnections {
    private ShapeConnections() {}

    /** A page of the Pareto curve. */
    @RegisterForReflection
    @Name("ParetoCustomerConnection")
    @Description("A page of customers on the Pareto curve.")
    public record ParetoCustomers(
            @NonNull @Description("The customers, each with its cursor.") List<@NonNull ParetoCustomer> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {
        static ParetoCustomers of(List<Pareto.Customer> found, int size, Optional<Integer> total) {
            Page<Pareto.Customer> page = Page.of(found, size, ParetoCursor::key);
            return new ParetoCustomers(
                    listed(
                            page,
                            one -> new ParetoCustomer(
                                    Page.cursor(ParetoCursor.key(one)), ParetoTypes.ParetoCustomerView.of(one))),
                    PageInfo.of(page),
                    total.orElse(null));
        }
    }

    /** A customer and its place. */
    @RegisterForReflection
    @Name("ParetoCustomerEdge")
    @Description("A customer and its cursor.")
    public record ParetoCustomer(
            @NonNull @Description("Pass it as 'after' to go on behind this customer.") String cursor,
            @NonNull @Description("The customer.") ParetoTypes.ParetoCustomerView node) {}

    /** A page of customers with scores. */
    @RegisterForReflection
    @Name("RfmCustomerConnection")
    @Description("A page of customers with their scores.")
    public record RfmCustomers(
            @NonNull @Description("The customers, each with its cursor.") List<@NonNull RfmCustomer> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {
        static RfmCustomers of(List<RfmSegments.Customer> found, int size, Optional<Integer> total) {
            Page<RfmSegments.Customer> page = Page.of(found, size, RfmSegments.Customer::id);
            return new RfmCustomers(
                    listed(page, one -> new RfmCustomer(Page.cursor(one.id()), SegmentTypes.RfmCustomerView.of(one))),
                    PageInfo.of(page),
                    total.orElse(null));
        }
    }

    /** A customer and its place. */
    @RegisterForReflection
    @Name("RfmCustomerEdge")
    @Description("A customer and its cursor.")
    public record RfmCustomer(
            @NonNull @Description("Pass it as 'after' to go on behind this customer.") String cursor,
            @NonNull @Description("The customer.") SegmentTypes.RfmCustomerView node) {}

    /** A page of customers with signals. */
    @RegisterForReflection
    @Name("ChurnRiskCustomerConnection")
    @Description("A page of customers with the signs that they may be lost.")
    public record ChurnRiskCustomers(
            @NonNull @Description("The customers, each with its cursor.") List<@NonNull ChurnRiskCustomer> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {
        static ChurnRiskCustomers of(List<ChurnRisks.Customer> found, int size, Optional<Integer> total) {
            Page<ChurnRisks.Customer> page = Page.of(found, size, ChurnRisks.Customer::id);
            return new ChurnRiskCustomers(
                    listed(
                            page,
                            one -> new ChurnRiskCustomer(
                                    Page.cursor(one.id()), SegmentTypes.ChurnRiskCustomerView.of(one))),
                    PageInfo.of(page),
                    total.orElse(null));
        }
    }

    /** A customer and its place. */
    @RegisterForReflection
    @Name("ChurnRiskCustomerEdge")
    @Description("A customer and its cursor.")
    public record ChurnRiskCustomer(
            @NonNull @Description("Pass it as 'after' to go on behind this customer.") String cursor,
            @NonNull @Description("The customer.") SegmentTypes.ChurnRiskCustomerView node) {}

    private static <T, E> List<E> listed(Page<T> page, Function<T, E> edge) {
        return page.items().stream().map(edge).toList();
    }
}
