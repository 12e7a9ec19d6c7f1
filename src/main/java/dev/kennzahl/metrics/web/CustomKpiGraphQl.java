package dev.kennzahl.metrics.web;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.metrics.CustomKpis;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The KPIs that a tenant makes, over GraphQL; they are made and changed over REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class CustomKpiGraphQl {
    private final CustomKpis kpis;
    private final Caller caller;

    CustomKpiGraphQl(CustomKpis kpis, Caller caller) {
        this.kpis = kpis;
        this.caller = caller;
    }

    @Query("customKpis")
    @Description("The KPIs that the tenant made of others, by key.")
    public @NonNull Uni<List<@NonNull CustomKpiView>> customKpis() {
        return kpis.list(caller.tenantId())
                .map(found -> found.stream().map(CustomKpiView::of).toList());
    }
}
