package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.metrics.CustomDefinition;

/** A version of a custom KPI for readers. */
@RegisterForReflection
@Name("CustomKpiVersion")
@Description("One version of a custom KPI.")
@Schema(name = "CustomKpiVersion", description = "One version of a custom KPI.")
public record CustomKpiVersionView(
        @NonNull @Description("Its number, from 1.") @Schema(description = "Its number, from 1.") Integer number,
        @NonNull @Description("How it is made of others.") @Schema(description = "How it is made of others.")
                String expression,
        @NonNull @Description("Its names.") @Schema(description = "Its names.") Texts label,
        @NonNull @Description("What it tells.") @Schema(description = "What it tells.") Texts description,
        @Description("The section of the catalogue, where it was named.")
                @Schema(description = "The section of the catalogue, where it was named.")
                @Nullable
                KpiCategory category,
        @NonNull @Description("Which way is better.") @Schema(description = "Which way is better.") Direction direction,
        @NonNull @Description("Since when it holds.") @Schema(description = "Since when it holds.") Instant createdAt,
        @Description("Since when another version, or none, takes its place; null while it holds.")
                @Schema(description = "Since when another version, or none, takes its place; null while it holds.")
                @Nullable
                Instant retiredAt) {

    /** A text by language. */
    @RegisterForReflection
    @Name("CustomKpiText")
    @Description("A text in the languages there are.")
    @Schema(name = "CustomKpiText", description = "A text in the languages there are.")
    public record Texts(
            @Description("In English.") @Schema(description = "In English.") @Nullable String en,
            @Description("In German.") @Schema(description = "In German.") @Nullable String de) {

        static Texts of(Map<String, String> texts) {
            return new Texts(texts.get("en"), texts.get("de"));
        }
    }

    static CustomKpiVersionView of(CustomDefinition definition) {
        return new CustomKpiVersionView(
                definition.version(),
                definition.expression(),
                Texts.of(definition.labels()),
                Texts.of(definition.descriptions()),
                definition.category(),
                definition.direction(),
                definition.createdAt(),
                definition.retiredAt());
    }
}
