package dev.kennzahl.metrics.web;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

import dev.kennzahl.metrics.ReceiptOnDemand;
import dev.kennzahl.metrics.SealedReceipt;

/** A receipt in GraphQL; made when a field of it is read, so that who does not select it does not wait for it. */
@RegisterForReflection
@Name("Receipt")
@Description(
        "What an answer can be verified by: post its token to /api/v1/receipts/verify. It gives access to nothing.")
public class ReceiptType {
    private final ReceiptOnDemand receipt;

    ReceiptType(ReceiptOnDemand receipt) {
        this.receipt = receipt;
    }

    @Description("The version of the KPI's definition.")
    public @NonNull String getDefinitionVersion() {
        return sealed().receipt().definitionVersion();
    }

    @Description("Up to when what goes on was counted; an answer given again has the instant of the first time.")
    public @NonNull Instant getAsOf() {
        return sealed().receipt().asOf();
    }

    @Description("When the newest change that the answer can hold became known.")
    public @NonNull Instant getWatermark() {
        return sealed().receipt().watermark();
    }

    @Description(
            "The sample sizes of all points of all series added up, without those compared with: a record counts once in every point it stands behind. A whole number.")
    public @NonNull Long getRecords() {
        return sealed().receipt().records();
    }

    @Description(
            "The SHA-256 of the answer's groups, buckets, values, parts, sample sizes, reasons, shares, intervals and values compared with, as 64 hexadecimal digits; labels, language, interface and the moment of asking are not in it.")
    public @NonNull String getDigest() {
        return sealed().receipt().digest();
    }

    @Description(
            "All of it with the tenant's settings and the whole question, to be kept and posted back as it is: base64url of a JSON object, a dot, and base64url of a seal by which edits are noticed.")
    public @NonNull String getToken() {
        return sealed().token();
    }

    private SealedReceipt sealed() {
        return receipt.get();
    }
}
