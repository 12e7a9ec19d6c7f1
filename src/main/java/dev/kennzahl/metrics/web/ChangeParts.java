package dev.kennzahl.metrics.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.ChangeExplanation;
import dev.kennzahl.metrics.Figure;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.explain.Effect;

/** The parts of a change, for readers. */
public final class ChangeParts {
    private ChangeParts() {}

    /** A part without a look at groups. */
    @RegisterForReflection
    @Name("ChangeDriver")
    @Description("A part of a change without a look at groups.")
    @Schema(name = "ChangeDriver", description = "A part of a change without a look at groups.")
    public record Driver(
            @NonNull @Description("What made it.") @Schema(description = "What made it.") Effect effect,
            @Description("The figure it is about, where the KPI is made of several; win_rate[by_value] is a variant.")
                    @Schema(
                            description =
                                    "The figure it is about, where the KPI is made of several; win_rate[by_value] is a variant.")
                    @Nullable
                    String name,
            @Description("What it is about, before: a volume, a price, a sum or a figure.")
                    @Schema(
                            description = "What it is about, before: a volume, a price, a sum or a figure.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal before,
            @Description("The same after.") @Schema(description = "The same after.", type = SchemaType.STRING) @Nullable
                    Decimal after,
            @NonNull
                    @Description("What it adds to the change.")
                    @Schema(description = "What it adds to the change.", type = SchemaType.STRING)
                    Decimal change,
            @NonNull
                    @Description("Where REST gives the records of the earlier period behind it.")
                    @Schema(description = "Where REST gives the records of the earlier period behind it.")
                    String recordsBefore,
            @NonNull
                    @Description("Where REST gives the records of the later period behind it.")
                    @Schema(description = "Where REST gives the records of the later period behind it.")
                    String recordsAfter) {

        static Driver of(ChangeExplanation found, ChangeExplanation.Driver driver) {
            Figure part = driver.part();
            return new Driver(
                    driver.effect(),
                    driver.name(),
                    Decimal.of(driver.before()),
                    Decimal.of(driver.after()),
                    certain(driver.change()),
                    records(found, part, found.query().before()),
                    records(found, part, found.query().after()));
        }

        private static String records(ChangeExplanation found, @Nullable Figure part, ReportingPeriod period) {
            return part == null
                    ? RecordsLink.of(
                            found.query(),
                            period,
                            found.query().where(),
                            found.query().asOf())
                    : RecordsLink.of(found.query(), part, period);
        }
    }

    /** The change by a dimension. */
    @RegisterForReflection
    @Name("ChangeSplit")
    @Description("The change by one dimension: its groups add up to it, and so do its effects.")
    @Schema(
            name = "ChangeSplit",
            description = "The change by one dimension: its groups add up to it, and so do its effects.")
    public record Split(
            @NonNull @Description("The dimension.") @Schema(description = "The dimension.") String dimension,
            @NonNull
                    @Description("Its groups, those that changed most first; the others last.")
                    @Schema(description = "Its groups, those that changed most first; the others last.")
                    List<@NonNull Group> groups,
            @NonNull
                    @Description("The effects of all groups together.")
                    @Schema(description = "The effects of all groups together.")
                    List<@NonNull EffectSize> effects) {

        static Split of(ChangeExplanation found, ChangeExplanation.Split split) {
            return new Split(
                    split.dimension(),
                    split.groups().stream().map(group -> Group.of(found, group)).toList(),
                    sizes(split.effects()));
        }
    }

    /** What a group adds. */
    @RegisterForReflection
    @Name("ChangeGroup")
    @Description("What one group adds to the change.")
    @Schema(name = "ChangeGroup", description = "What one group adds to the change.")
    public record Group(
            @Description("The value of the dimension; null for unknown, and for the others.")
                    @Schema(description = "The value of the dimension; null for unknown, and for the others.")
                    @Nullable
                    String value,
            @Description("A name for people, where there is one.")
                    @Schema(description = "A name for people, where there is one.")
                    @Nullable
                    String label,
            @NonNull
                    @Description("How many groups beyond the limit it stands for; 0 for a single one.")
                    @Schema(description = "How many groups beyond the limit it stands for; 0 for a single one.")
                    Integer others,
            @NonNull
                    @Description("In which of the periods it is.")
                    @Schema(description = "In which of the periods it is.")
                    ChangeExplanation.Presence presence,
            @NonNull
                    @Description("Its own value before; of a quotient not what it adds.")
                    @Schema(description = "Its own value before; of a quotient not what it adds.")
                    ChangeView.Value before,
            @NonNull @Description("Its own value after.") @Schema(description = "Its own value after.")
                    ChangeView.Value after,
            @NonNull
                    @Description("What it adds to the change.")
                    @Schema(description = "What it adds to the change.", type = SchemaType.STRING)
                    Decimal change,
            @NonNull
                    @Description("What made that; adds up to it.")
                    @Schema(description = "What made that; adds up to it.")
                    List<@NonNull EffectSize> effects,
            @NonNull
                    @Description("The filters that choose its records.")
                    @Schema(description = "The filters that choose its records.")
                    List<@NonNull Filter> where,
            @NonNull
                    @Description("Where REST gives its records of the earlier period.")
                    @Schema(description = "Where REST gives its records of the earlier period.")
                    String recordsBefore,
            @NonNull
                    @Description("Where REST gives its records of the later period.")
                    @Schema(description = "Where REST gives its records of the later period.")
                    String recordsAfter) {

        static Group of(ChangeExplanation found, ChangeExplanation.Group group) {
            return new Group(
                    group.value(),
                    group.label(),
                    group.others(),
                    group.presence(),
                    ChangeView.Value.of(group.before()),
                    ChangeView.Value.of(group.after()),
                    certain(group.change()),
                    sizes(group.effects()),
                    group.where().stream().map(Filter::of).toList(),
                    RecordsLink.of(
                            found.query(),
                            found.query().before(),
                            group.where(),
                            found.query().asOf()),
                    RecordsLink.of(
                            found.query(),
                            found.query().after(),
                            group.where(),
                            found.query().asOf()));
        }
    }

    /** How much an effect made. */
    @RegisterForReflection
    @Name("ChangeEffectSize")
    @Description("How much an effect made.")
    @Schema(name = "ChangeEffectSize", description = "How much an effect made.")
    public record EffectSize(
            @NonNull @Description("The effect.") @Schema(description = "The effect.") Effect effect,
            @NonNull
                    @Description("What it adds to the change.")
                    @Schema(description = "What it adds to the change.", type = SchemaType.STRING)
                    Decimal change) {}

    /** A filter. */
    @RegisterForReflection
    @Name("ChangeFilter")
    @Description("Records to count, or to leave out.")
    @Schema(name = "ChangeFilter", description = "Records to count, or to leave out.")
    public record Filter(
            @NonNull
                    @Description("A dimension or custom attribute.")
                    @Schema(description = "A dimension or custom attribute.")
                    String dimension,
            @NonNull
                    @Description("Its values; the empty text stands for unknown.")
                    @Schema(description = "Its values; the empty text stands for unknown.")
                    List<@NonNull String> values,
            @NonNull
                    @Description("Whether these records are left out instead.")
                    @Schema(description = "Whether these records are left out instead.")
                    Boolean exclude) {

        static Filter of(KpiQuery.Filter filter) {
            return new Filter(filter.dimension(), filter.values(), filter.exclude());
        }
    }

    private static List<EffectSize> sizes(Map<Effect, BigDecimal> effects) {
        return effects.entrySet().stream()
                .map(entry -> new EffectSize(entry.getKey(), certain(entry.getValue())))
                .toList();
    }

    private static Decimal certain(BigDecimal value) {
        return java.util.Objects.requireNonNull(Decimal.of(value));
    }
}
