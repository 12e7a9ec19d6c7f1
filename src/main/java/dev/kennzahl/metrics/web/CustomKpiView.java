package dev.kennzahl.metrics.web;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.CustomKpis;

/** A custom KPI for readers. */
@RegisterForReflection
@Name("CustomKpi")
@Description("A KPI that the tenant made of others.")
@Schema(name = "CustomKpi", description = "A KPI that the tenant made of others.")
public record CustomKpiView(
        @Id @NonNull @Description("The key to ask by.") @Schema(description = "The key to ask by.") String key,
        @NonNull
                @Description("The version that holds, as answers name it: with those of custom KPIs it is built on.")
                @Schema(
                        description =
                                "The version that holds, as answers name it: with those of custom KPIs it is built on.")
                String version,
        @NonNull
                @Description("What it is counted in, as follows from the expression.")
                @Schema(description = "What it is counted in, as follows from the expression.")
                Unit unit,
        @NonNull
                @Description("The keys of the KPIs that it is made of.")
                @Schema(description = "The keys of the KPIs that it is made of.")
                List<@NonNull String> builtOn,
        @NonNull @Description("How it was written.") @Schema(description = "How it was written.")
                CustomKpiVersionView definition) {

    static CustomKpiView of(CustomKpis.Made made) {
        return new CustomKpiView(
                made.definition().key(),
                made.versionName(),
                made.unit(),
                made.builtOn(),
                CustomKpiVersionView.of(made.definition()));
    }
}
