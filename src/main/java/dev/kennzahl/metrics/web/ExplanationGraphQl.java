package dev.kennzahl.metrics.web;

import jakarta.annotation.security.RolesAllowed;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.metrics.ChangeExplainer;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Why a number is not what it was, over GraphQL. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class ExplanationGraphQl {
    private final ChangeExplainer explainer;
    private final Caller caller;
    private final CallerPresence presence;

    ExplanationGraphQl(ChangeExplainer explainer, Caller caller, CallerPresence presence) {
        this.explainer = explainer;
        this.caller = caller;
        this.presence = presence;
    }

    @Query("explainChange")
    @Description(
            "The difference of two periods split into parts that add up to it to the last digit: by the groups of every dimension asked for, by the figures it is made of, and what became known late.")
    public @NonNull Uni<ChangeView> explainChange(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The two periods, and how to split.") @NonNull ChangeTypes.Question question) {
        return presence.whilePresent(explainer.explain(caller.tenantId(), question.query(key)))
                .map(ChangeView::of);
    }
}
