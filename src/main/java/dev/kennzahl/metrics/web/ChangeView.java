package dev.kennzahl.metrics.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.ChangeExplanation;
import dev.kennzahl.metrics.KpiValue;

/** Why the value of one period is not that of another, for readers. */
@RegisterForReflection
@Name("ChangeExplanation")
@Description("The difference of two periods, split into parts that add up to it to the last digit.")
@Schema(
        name = "ChangeExplanation",
        description = "The difference of two periods, split into parts that add up to it to the last digit.")
public record ChangeView(
        @NonNull @Description("The KPI's key.") @Schema(description = "The KPI's key.") String kpi,
        @NonNull @Description("The variant used.") @Schema(description = "The variant used.") String variant,
        @NonNull @Description("What it is counted in.") @Schema(description = "What it is counted in.") Unit unit,
        @Description("What money is given in; null for other units.")
                @Schema(description = "What money is given in; null for other units.")
                @Nullable
                String currency,
        @NonNull @Description("The zone that days begin in.") @Schema(description = "The zone that days begin in.")
                String timezone,
        @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                Instant asOf,
        @NonNull
                @Description("The version of the KPI's definition.")
                @Schema(description = "The version of the KPI's definition.")
                String definitionVersion,
        @NonNull
                @Description("When the newest change that the answer can hold became known.")
                @Schema(description = "When the newest change that the answer can hold became known.")
                Instant watermark,
        @NonNull @Description("How the change is split.") @Schema(description = "How the change is split.")
                ChangeExplanation.Method method,
        @NonNull
                @Description("The period that the change is from.")
                @Schema(description = "The period that the change is from.")
                Side before,
        @NonNull
                @Description("The period that the change is to.")
                @Schema(description = "The period that the change is to.")
                Side after,
        @Description("The value after less the value before; null when either is unknown.")
                @Schema(
                        description = "The value after less the value before; null when either is unknown.",
                        type = SchemaType.STRING)
                @Nullable
                Decimal change,
        @Description("The change divided by the size of the value before; null where that is zero.")
                @Schema(
                        description = "The change divided by the size of the value before; null where that is zero.",
                        type = SchemaType.STRING)
                @Nullable
                Decimal changeRatio,
        @NonNull
                @Description("What the change is made of without a look at groups; they add up to it.")
                @Schema(description = "What the change is made of without a look at groups; they add up to it.")
                List<ChangeParts.@NonNull Driver> drivers,
        @NonNull
                @Description("The change by each dimension asked for; each adds up to it by itself.")
                @Schema(description = "The change by each dimension asked for; each adds up to it by itself.")
                List<ChangeParts.@NonNull Split> dimensions) {

    /** The value of a period. */
    @RegisterForReflection
    @Name("ChangePeriod")
    @Description("The value of one of the two periods.")
    @Schema(name = "ChangePeriod", description = "The value of one of the two periods.")
    public record Side(
            @NonNull @Description("Its first day.") @Schema(description = "Its first day.") LocalDate from,
            @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                    LocalDate to,
            @NonNull @Description("The value.") @Schema(description = "The value.") Value value,
            @NonNull @Description("Whether it is not over yet.") @Schema(description = "Whether it is not over yet.")
                    Boolean partial,
            @Description("What became known after its end only; null while it is not over, or with late=false.")
                    @Schema(
                            description =
                                    "What became known after its end only; null while it is not over, or with late=false.",
                            nullable = true)
                    @Nullable
                    Late late,
            @NonNull
                    @Description("Where REST gives the records behind the value.")
                    @Schema(description = "Where REST gives the records behind the value.")
                    String records) {}

    /** A value with its parts. */
    @RegisterForReflection
    @Name("ChangeValue")
    @Description("A value with its parts and its sample size.")
    @Schema(name = "ChangeValue", description = "A value with its parts and its sample size.")
    public record Value(
            @Description("The value; null with a reason.")
                    @Schema(description = "The value; null with a reason.", type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Description("The part above the line, for quotients.")
                    @Schema(description = "The part above the line, for quotients.", type = SchemaType.STRING)
                    @Nullable
                    Decimal numerator,
            @Description("The part below the line, for quotients.")
                    @Schema(description = "The part below the line, for quotients.", type = SchemaType.STRING)
                    @Nullable
                    Decimal denominator,
            @Description("How many records stand behind it.") @Schema(description = "How many records stand behind it.")
                    Integer sampleSize,
            @Description("Why it is null.") @Schema(description = "Why it is null.") @Nullable String reason) {

        static Value of(KpiValue value) {
            return new Value(
                    Decimal.of(value.value()),
                    Decimal.of(value.numerator()),
                    Decimal.of(value.denominator()),
                    Math.toIntExact(value.sampleSize()),
                    value.reason() == null ? null : value.reason().name());
        }
    }

    /** What became known late. */
    @RegisterForReflection
    @Name("ChangeLate")
    @Description("What became known of a period after its end only.")
    @Schema(name = "ChangeLate", description = "What became known of a period after its end only.")
    public record Late(
            @NonNull @Description("When it ended.") @Schema(description = "When it ended.") Instant end,
            @NonNull
                    @Description("The value as it was known then.")
                    @Schema(description = "The value as it was known then.")
                    Value known,
            @Description("The value less that; null when either is unknown.")
                    @Schema(description = "The value less that; null when either is unknown.", type = SchemaType.STRING)
                    @Nullable
                    Decimal change,
            @NonNull
                    @Description("Where REST gives the records as they were known then.")
                    @Schema(description = "Where REST gives the records as they were known then.")
                    String records) {}

    static ChangeView of(ChangeExplanation found) {
        BigDecimal change = found.change();
        String variant = String.valueOf(found.query().variant());
        return new ChangeView(
                found.kpi().definition().key(),
                variant,
                found.kpi().definition().unit(variant),
                found.currency(),
                found.timezone().getId(),
                found.asOf(),
                found.kpi().definition().version(),
                found.watermark(),
                found.method(),
                side(found, found.before()),
                side(found, found.after()),
                Decimal.of(change),
                Decimal.of(ratio(change, found.before().value().value())),
                found.drivers().stream()
                        .map(driver -> ChangeParts.Driver.of(found, driver))
                        .toList(),
                found.splits().stream()
                        .map(split -> ChangeParts.Split.of(found, split))
                        .toList());
    }

    private static @Nullable BigDecimal ratio(@Nullable BigDecimal change, @Nullable BigDecimal before) {
        return change == null || before == null || before.signum() == 0
                ? null
                : change.divide(before.abs(), Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
    }

    private static Side side(ChangeExplanation found, ChangeExplanation.Side side) {
        ChangeExplanation.Late late = side.late();
        return new Side(
                side.period().from(),
                side.period().to(),
                Value.of(side.value()),
                side.partial(),
                late == null
                        ? null
                        : new Late(
                                late.end(),
                                Value.of(late.known()),
                                Decimal.of(late.change()),
                                RecordsLink.of(
                                        found.query(),
                                        side.period(),
                                        found.query().where(),
                                        late.end())),
                RecordsLink.of(
                        found.query(),
                        side.period(),
                        found.query().where(),
                        found.query().asOf()));
    }
}
