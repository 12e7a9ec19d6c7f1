package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.Locale;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennzahl.metrics.Receipt;
import dev.kennzahl.metrics.SealedReceipt;

/** A receipt in REST. */
@Schema(
        name = "Receipt",
        description =
                "What an answer can be verified by: post its token to /api/v1/receipts/verify. It gives access to nothing.")
public record ReceiptView(
        @Schema(description = "The version of the KPI's definition.") String definitionVersion,
        @Schema(description = "The tenant's settings that figures depend on, as they were.") SettingsView settings,
        @Schema(
                        description =
                                "Up to when what goes on was counted; an answer given again has the instant of the first time.")
                Instant asOf,
        @Schema(description = "When the newest change that the answer can hold became known.") Instant watermark,
        @Schema(
                        description =
                                "The sample sizes of all points of all series added up, without those compared with: a record counts once in every point it stands behind.")
                long records,
        @Schema(
                        description =
                                "The SHA-256 of the answer's groups, buckets, values, parts, sample sizes, reasons, shares, intervals and values compared with, as 64 hexadecimal digits; labels, language, interface and the moment of asking are not in it.")
                String digest,
        @Schema(
                        description =
                                "All of it with the whole question, to be kept and posted back as it is: base64url of a JSON object, a dot, and base64url of a seal by which edits are noticed.")
                String token) {

    /** The settings. */
    @Schema(name = "ReceiptSettings", description = "The tenant's settings that figures depend on.")
    public record SettingsView(
            @Schema(description = "The IANA zone that days begin in.") String timezone,
            @Schema(description = "The first day of the week, such as monday.") String weekStart,
            @Schema(description = "The month a fiscal year begins in, 1 to 12.") int fiscalYearStartMonth,
            @Schema(description = "The tenant's currency, an ISO 4217 code.") String currency,
            @Schema(description = "How customers are lost: contract, purchase_window or explicit.") String churnModel,
            @Schema(description = "For how many days a purchase makes somebody a customer, of a purchase window.")
                    int purchaseWindowDays) {}

    static ReceiptView of(SealedReceipt sealed) {
        Receipt receipt = sealed.receipt();
        Receipt.Settings settings = receipt.settings();
        return new ReceiptView(
                receipt.definitionVersion(),
                new SettingsView(
                        settings.timezone().getId(),
                        settings.weekStart().name().toLowerCase(Locale.ROOT),
                        settings.fiscalYearStartMonth(),
                        settings.currency(),
                        settings.churn().name(),
                        settings.churn().purchaseWindowDays()),
                receipt.asOf(),
                receipt.watermark(),
                receipt.records(),
                receipt.digest(),
                sealed.token());
    }
}
