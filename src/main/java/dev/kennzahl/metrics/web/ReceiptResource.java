package dev.kennzahl.metrics.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.Receipts;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Whether answers given before still are the answers. */
@Path("/api/v1/receipts")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "KPIs")
public class ReceiptResource {
    private final Receipts receipts;
    private final Caller caller;

    ReceiptResource(Receipts receipts, Caller caller) {
        this.receipts = receipts;
        this.caller = caller;
    }

    /** A receipt to verify. */
    @Schema(name = "ReceiptToVerify", description = "A receipt to verify.")
    public record Posted(
            @Schema(description = "The token of the answer's receipt, as it was given.", required = true) @Nullable
                    String token) {}

    @POST
    @Path("/verify")
    @Operation(
            operationId = "verifyReceipt",
            summary = "Verify a receipt",
            description =
                    "Asks the receipt's question again, as of what was known then and as of now, and says whether the answer is the same, or what changed since. Nothing is stored. A receipt that is broken, edited or of another tenant is refused with INVALID_RECEIPT.")
    public Uni<VerificationView> verify(@Nullable Posted posted) {
        if (posted == null || posted.token() == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, "token", "token must be given: it is in the receipt of every answer.");
        }
        return receipts.verify(caller.tenantId(), posted.token()).map(VerificationView::of);
    }
}
