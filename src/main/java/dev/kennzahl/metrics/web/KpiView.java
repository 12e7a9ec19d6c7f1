package dev.kennzahl.metrics.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiBook;

/** A KPI's definition for readers, in their language. */
@RegisterForReflection
@Name("KpiDefinition")
@Description("What a KPI means: formula, unit, variants, dimensions, known traps and worked examples.")
@Schema(
        name = "KpiDefinition",
        description = "What a KPI means: formula, unit, variants, dimensions, known traps and worked examples.")
public record KpiView(
        @Id @NonNull @Description("The key to ask by.") @Schema(description = "The key to ask by.") String key,
        @NonNull
                @Description("The name in the language asked for.")
                @Schema(description = "The name in the language asked for.")
                String name,
        @NonNull @Description("What it tells.") @Schema(description = "What it tells.") String description,
        @NonNull @Description("The formula in words.") @Schema(description = "The formula in words.") String formula,
        @NonNull @Description("Where it misleads.") @Schema(description = "Where it misleads.") String traps,
        @NonNull @Description("The section of the catalogue.") @Schema(description = "The section of the catalogue.")
                KpiCategory category,
        @NonNull
                @Description("What the default variant is counted in; see units for the others.")
                @Schema(description = "What the default variant is counted in; see units for the others.")
                Unit unit,
        @NonNull @Description("Which way is better.") @Schema(description = "Which way is better.") Direction direction,
        @NonNull @Description("How it is made.") @Schema(description = "How it is made.") KpiKind kind,
        @NonNull
                @Description("The named definitions in use, the default first.")
                @Schema(description = "The named definitions in use, the default first.")
                List<@NonNull String> variants,
        @NonNull
                @Description("What each variant is counted in.")
                @Schema(description = "What each variant is counted in.")
                List<@NonNull VariantUnit> units,
        @NonNull
                @Description("What a question may set besides.")
                @Schema(description = "What a question may set besides.")
                List<@NonNull Option> options,
        @NonNull
                @Description("What it can be grouped and filtered by.")
                @Schema(description = "What it can be grouped and filtered by.")
                List<@NonNull String> dimensions,
        @NonNull @Description(MEANINGS) @Schema(description = MEANINGS)
                List<@NonNull DimensionMeaning> dimensionMeanings,
        @NonNull
                @Description("The data sets it is computed from.")
                @Schema(description = "The data sets it is computed from.")
                List<@NonNull String> sources,
        @NonNull
                @Description("The keys of the KPIs that it is made of.")
                @Schema(description = "The keys of the KPIs that it is made of.")
                List<@NonNull String> builtOn,
        @NonNull
                @Description("The keys of the KPIs that are made of it, and change when it does.")
                @Schema(description = "The keys of the KPIs that are made of it, and change when it does.")
                List<@NonNull String> usedBy,
        @NonNull
                @Description("What its values are usually compared with; a question compares only when it says so.")
                @Schema(
                        description =
                                "What its values are usually compared with; a question compares only when it says so.")
                Comparison defaultComparison,
        @NonNull
                @Description("Where its trend is: GET this address with from and to, or ask kpiTrend.")
                @Schema(description = "Where its trend is: GET this address with from and to.")
                String trend,
        @NonNull
                @Description("Where its forecast is: GET this address with from, to and horizon, or ask kpiForecast.")
                @Schema(description = "Where its forecast is: GET this address with from, to and horizon.")
                String forecast,
        @NonNull @Description("The version of the definition.") @Schema(description = "The version of the definition.")
                String version,
        @NonNull @Description("Worked examples, run as tests.") @Schema(description = "Worked examples, run as tests.")
                List<@NonNull Example> examples) {

    private static final String MEANINGS =
            "What dimensions mean here that are not found alike for all records, such as the region where a record has none itself.";

    /** What a dimension means for a KPI. */
    @RegisterForReflection
    @Name("KpiDimensionMeaning")
    @Description("What a dimension means for this KPI.")
    @Schema(name = "KpiDimensionMeaning", description = "What a dimension means for this KPI.")
    public record DimensionMeaning(
            @NonNull @Description("The dimension.") @Schema(description = "The dimension.") String dimension,
            @NonNull
                    @Description("What it is, of each kind of record that the KPI is made of.")
                    @Schema(description = "What it is, of each kind of record that the KPI is made of.")
                    String meaning) {}

    /** A worked example. */
    @RegisterForReflection
    @Name("WorkedExample")
    @Description("A few records and the value they give.")
    @Schema(name = "WorkedExample", description = "A few records and the value they give.")
    public record Example(
            @NonNull @Description("The variant it is for.") @Schema(description = "The variant it is for.")
                    String variant,
            @NonNull @Description("The records.") @Schema(description = "The records.")
                    List<@NonNull ExampleFile> files,
            @NonNull
                    @Description("The options that are not at their defaults.")
                    @Schema(description = "The options that are not at their defaults.")
                    List<@NonNull ExampleOption> options,
            @NonNull
                    @Description("The dimensions the answer is split by; the value is that of the first group.")
                    @Schema(
                            description =
                                    "The dimensions the answer is split by; the value is that of the first group.")
                    List<@NonNull String> groupBy,
            @Description("Settings of the tenant that are not at their defaults: churnModel=explicit.")
                    @Schema(description = "Settings of the tenant that are not at their defaults: churnModel=explicit.")
                    List<@NonNull String> settings,
            @NonNull @Description("The first day of the period.") @Schema(description = "The first day of the period.")
                    LocalDate from,
            @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                    LocalDate to,
            @Description("The value.") @Schema(description = "The value.") @Nullable String value,
            @NonNull @Description("How it comes about.") @Schema(description = "How it comes about.")
                    String explanation) {}

    /** The records of a worked example. */
    @RegisterForReflection
    @Name("WorkedExampleFile")
    @Description("Rows of a data set.")
    @Schema(name = "WorkedExampleFile", description = "Rows of a data set.")
    public record ExampleFile(
            @NonNull @Description("The data set.") @Schema(description = "The data set.") String dataset,
            @NonNull
                    @Description(
                            "The rows, as CSV with a header. After a first column times each row stands for so many records alike, the next column ending in -1, -2 and so on; a # further on stands for the number.")
                    @Schema(
                            description =
                                    "The rows, as CSV with a header. After a first column times each row stands for so many records alike, the next column ending in -1, -2 and so on; a # further on stands for the number.")
                    String csv) {}

    /** An option of a worked example. */
    @RegisterForReflection
    @Name("WorkedExampleOption")
    @Description("An option that a worked example sets.")
    @Schema(name = "WorkedExampleOption", description = "An option that a worked example sets.")
    public record ExampleOption(
            @NonNull @Description("Its name.") @Schema(description = "Its name.") String name,
            @NonNull @Description("What it is set to.") @Schema(description = "What it is set to.") Integer value) {}

    /** What a variant is counted in. */
    @RegisterForReflection
    @Name("KpiVariantUnit")
    @Description("What a variant is counted in.")
    @Schema(name = "KpiVariantUnit", description = "What a variant is counted in.")
    public record VariantUnit(
            @NonNull @Description("The variant.") @Schema(description = "The variant.") String variant,
            @NonNull @Description("Its unit.") @Schema(description = "Its unit.") Unit unit) {}

    /** An option. */
    @RegisterForReflection
    @Name("KpiOption")
    @Description("A number that a question may set to change how the KPI is made.")
    @Schema(name = "KpiOption", description = "A number that a question may set to change how the KPI is made.")
    public record Option(
            @NonNull @Description("Its name.") @Schema(description = "Its name.") String name,
            @NonNull
                    @Description("What it is when a question does not say.")
                    @Schema(description = "What it is when a question does not say.")
                    Integer value,
            @NonNull @Description("The least value allowed.") @Schema(description = "The least value allowed.")
                    Integer least,
            @NonNull @Description("The greatest value allowed.") @Schema(description = "The greatest value allowed.")
                    Integer most) {}

    static KpiView of(Kpi of, KpiBook kpis, Messages messages, Locale language) {
        KpiDefinition kpi = of.definition();
        return new KpiView(
                kpi.key(),
                text(of, "label", messages, language),
                text(of, "description", messages, language),
                text(of, "formula", messages, language),
                text(of, "traps", messages, language),
                kpi.category(),
                kpi.unit(),
                kpi.direction(),
                kpi.kind(),
                kpi.variants(),
                kpi.variants().stream()
                        .map(variant -> new VariantUnit(variant, kpi.unit(variant)))
                        .toList(),
                kpi.options().stream()
                        .map(option -> new Option(option.name(), option.value(), option.least(), option.most()))
                        .toList(),
                kpi.dimensions().stream().map(Dimension::key).toList(),
                meanings(kpi, messages, language),
                kpi.sources(),
                kpi.builtOn(),
                kpis.usedBy(kpi.key()),
                kpi.defaultComparison(),
                "/api/v1/kpis/" + kpi.key() + "/trend",
                "/api/v1/kpis/" + kpi.key() + "/forecast",
                kpi.version(),
                IntStream.range(0, kpi.examples().size())
                        .mapToObj(index -> example(kpi, index, messages, language))
                        .toList());
    }

    private static List<DimensionMeaning> meanings(KpiDefinition kpi, Messages messages, Locale language) {
        return kpi.dimensions().stream()
                .map(dimension -> new DimensionMeaning(
                        dimension.key(),
                        kpi.described().stream()
                                .flatMap(dataset ->
                                        messages
                                                .find("dimension." + dimension.key() + "." + dataset, language)
                                                .stream())
                                .collect(Collectors.joining(" "))))
                .filter(meaning -> !meaning.meaning().isEmpty())
                .toList();
    }

    private static Example example(KpiDefinition kpi, int index, Messages messages, Locale language) {
        WorkedExample example = kpi.examples().get(index);
        return new Example(
                example.variant(),
                example.files().stream()
                        .map(file -> new ExampleFile(file.dataset(), file.csv()))
                        .toList(),
                example.options().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(option -> new ExampleOption(option.getKey(), option.getValue()))
                        .toList(),
                example.groupBy(),
                example.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .sorted()
                        .toList(),
                example.from(),
                example.to(),
                example.value(),
                // The definition itself explains in English.
                messages.find("kpi." + kpi.key() + ".example." + (index + 1), language)
                        .orElse(example.explanation()));
    }

    private static String text(Kpi kpi, String part, Messages messages, Locale language) {
        String key = kpi.definition().key();
        return kpi.ownText(part, language)
                .or(() -> messages.find("kpi." + key + "." + part, language))
                .or(() -> messages.find("custom." + part, language))
                .orElse(key);
    }
}
