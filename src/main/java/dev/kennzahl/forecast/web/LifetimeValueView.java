package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.forecast.value.BgNbd;
import dev.kennzahl.forecast.value.FittedValue;
import dev.kennzahl.forecast.value.GammaGamma;
import dev.kennzahl.forecast.value.LifetimeValue;
import dev.kennzahl.forecast.value.PurchaseHistory;

/** What was fitted and what follows from it. */
@Schema(
        name = "LifetimeValues",
        description = "The fitted models of purchases and of spending, and what follows for each customer.")
public record LifetimeValueView(
        @Schema(description = "The model of purchases.") Purchases bgNbd,
        @Schema(
                        description =
                                "The model of spending; null when fewer than two customers have repeat purchases with a value.")
                @Nullable
                Spending gammaGamma,
        @Schema(
                        description =
                                "What amounts are given in, of orders that came in here; null of summaries, which do not say.")
                @Nullable
                String currency,
        @Schema(description = "What is taken for granted; where it does not hold, so does not what follows.")
                List<String> assumptions,
        @Schema(description = "The customers, in the order of the request.") List<CustomerValue> customers) {
    /** Of amounts: below it digits follow from how the greatest likelihood was searched for. */
    private static final int SCALE = 4;

    private static final List<String> ASSUMPTIONS = List.of(
            "A customer buys at random, at a rate that does not change and that has no seasons.",
            "After any repeat purchase a customer may drop out, and then does not come back; nobody drops out before.",
            "Rates and probabilities of dropping out vary between customers by a gamma and a beta distribution, independently.",
            "How much a customer spends does not depend on how often, nor does it change; amounts are above zero.");

    /** What is taken for granted, more of it for orders that came in here. */
    static List<String> assumptions(boolean isStored) {
        return isStored
                ? Stream.concat(
                                ASSUMPTIONS.stream(),
                                Stream.of(
                                        "All sales of a customer on one day are one purchase; returns and cancellations take nothing away.",
                                        "An amount is the net amount less the variable cost of the line, where that is known."))
                        .toList()
                : ASSUMPTIONS;
    }

    /** BG/NBD. */
    @Schema(name = "BgNbd", description = "The BG/NBD model of Fader, Hardie and Lee (2005), by greatest likelihood.")
    public record Purchases(
            @Schema(description = "The shape of the rates' gamma distribution.") double r,
            @Schema(description = "Its rate, in the unit of time.") double alpha,
            @Schema(description = "The first parameter of the beta distribution of dropping out.") double a,
            @Schema(description = "The second one.") double b,
            @Schema(description = "The logarithm of the likelihood.") double logLikelihood,
            @Schema(description = "How many customers it was fitted to.") int sampleSize) {

        static Purchases of(FittedValue fitted) {
            BgNbd model = fitted.purchases();
            return new Purchases(
                    model.r(), model.alpha(), model.a(), model.b(), model.logLikelihood(), fitted.fitted());
        }
    }

    /** Gamma–Gamma. */
    @Schema(
            name = "GammaGamma",
            description = "The Gamma-Gamma model of Fader and Hardie (2013), by greatest likelihood.")
    public record Spending(
            @Schema(description = "The shape of the amounts around a customer's mean.") double p,
            @Schema(description = "The shape of the means over customers.") double q,
            @Schema(description = "Their rate, in the unit of the amounts.") double gamma,
            @Schema(description = "The logarithm of the likelihood.") double logLikelihood,
            @Schema(
                            description =
                                    "How many customers it was fitted to: those with repeat purchases and a value above 0.")
                    int sampleSize,
            @Schema(
                            description =
                                    "The correlation of frequency and value among them, which the model takes to be none; null when one of them does not vary.")
                    @Nullable
                    Double correlation) {

        static @Nullable Spending of(FittedValue fitted) {
            GammaGamma model = fitted.spending();
            return model == null
                    ? null
                    : new Spending(
                            model.p(),
                            model.q(),
                            model.gamma(),
                            model.logLikelihood(),
                            fitted.spenders(),
                            known(fitted.correlation()));
        }
    }

    /** One customer. */
    @Schema(name = "CustomerValue", description = "What is expected of a customer.")
    public record CustomerValue(
            @Schema(description = "The customer's name.") String id,
            @Schema(description = "The probability that the customer has not dropped out; 1 without repeat purchases.")
                    double probabilityAlive,
            @Schema(description = "How many purchases within the horizon, on average.") double expectedPurchases,
            @Schema(
                            description = "The mean amount of a purchase to come; null when it is not known.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal expectedValue,
            @Schema(
                            description =
                                    "What the customer brings within the horizon, discounted; null when the amount is not known.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal lifetimeValue) {

        /** @param value null when amounts are not known */
        static CustomerValue of(
                String id, PurchaseHistory history, FittedValue fitted, double horizon, @Nullable LifetimeValue value) {
            GammaGamma spending = fitted.spending();
            return new CustomerValue(
                    id,
                    fitted.purchases().probabilityAlive(history),
                    fitted.purchases().expectedPurchases(history, horizon),
                    spending == null ? null : amount(spending.expectedValue(history)),
                    value == null ? null : amount(value.of(history)));
        }
    }

    private static @Nullable Decimal amount(double value) {
        return Double.isFinite(value)
                ? Decimal.of(BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN))
                : null;
    }

    private static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
