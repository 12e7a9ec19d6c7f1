package dev.kennzahl.forecast.web;

import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.metrics.KpiQuery;

/** Which deals are meant, and how they are shown: the parameters that all questions about them share. */
public class ScopeParameters {
    @Parameter(description = "Up to three dimensions or custom attributes, separated by commas.")
    @QueryParam("groupBy")
    @Nullable
    String groupBy;

    @Parameter(
            description =
                    "dimension:value[,value…], repeatable; a ! in front excludes; an empty value means unknown; a comma within a value is written as \\,.")
    @QueryParam("where")
    List<String> where = List.of();

    @Parameter(description = "An instant: answer as it was known then.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
    @QueryParam("currency")
    @Nullable
    String currency;

    DealScope scope() {
        return new DealScope(
                Parameters.list(groupBy),
                where.stream().map(KpiQuery.Filter::parse).toList(),
                Parameters.instant("asOf", asOf),
                currency);
    }
}
