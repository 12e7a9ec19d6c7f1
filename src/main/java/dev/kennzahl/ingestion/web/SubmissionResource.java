package dev.kennzahl.ingestion.web;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.AdjustmentBook;
import dev.kennzahl.ingestion.SubmissionBook;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Takes what sellers submit and what managers make of it: both are added to and never changed. */
@Path("/api/v1/forecasts")
@RolesAllowed(Roles.INGEST)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class SubmissionResource {
    private static final List<String> CATEGORIES = List.of("commit", "best_case", "pipeline");
    private static final List<String> KINDS = List.of("amount", "delta", "withdraw");
    private static final int LONGEST_TEXT = 500;

    private final SubmissionBook submissions;
    private final AdjustmentBook adjustments;
    private final Caller caller;

    SubmissionResource(SubmissionBook submissions, AdjustmentBook adjustments, Caller caller) {
        this.submissions = submissions;
        this.adjustments = adjustments;
        this.caller = caller;
    }

    /** What somebody expects to win. */
    @Schema(name = "SubmissionWish", description = "What somebody expects to win in a period.")
    public record SubmissionWish(
            @Schema(description = "When it was submitted, an ISO instant, at most a day ahead of now; now when absent.")
                    @Nullable
                    String submittedAt,
            @Schema(description = "The first day of the period, an ISO date.", required = true) @Nullable
                    String periodStart,
            @Schema(description = "The first day after the period, an ISO date.", required = true) @Nullable
                    String periodEnd,
            @Schema(
                            description =
                                    "Whose figure it is, by the key of an employee or an owner of deals; without one it is added to those of employees and takes the place of none.")
                    @Nullable
                    String ownerId,
            @Schema(description = "commit, best_case or pipeline.", required = true) @Nullable String category,
            @Schema(description = "What is expected to be won in the period, a decimal.", required = true) @Nullable
                    String amount,
            @Schema(description = "The currency of the amount; without one the tenant's.") @Nullable String currency,
            @Schema(description = "A note.") @Nullable String note) {

        private Map<String, @Nullable String> cells() {
            Map<String, @Nullable String> cells = new LinkedHashMap<>();
            cells.put("submitted_at", said(submittedAt));
            cells.put("period_start", said(periodStart));
            cells.put("period_end", said(periodEnd));
            cells.put("owner_id", said(ownerId));
            cells.put("category", required("category", category, CATEGORIES));
            cells.put("amount", said(amount));
            cells.put("currency", said(currency));
            cells.put("note", said(note));
            return cells;
        }
    }

    /** What a manager makes of what was submitted. */
    @Schema(
            name = "AdjustmentWish",
            description =
                    "What a manager makes of what was submitted for a period: of one owner, of a team, or, with neither, of all.")
    public record AdjustmentWish(
            @Schema(description = "The first day of the period, an ISO date.", required = true) @Nullable
                    String periodStart,
            @Schema(description = "The first day after the period, an ISO date.", required = true) @Nullable
                    String periodEnd,
            @Schema(description = "commit, best_case or pipeline.", required = true) @Nullable String category,
            @Schema(description = "Whose figure is adjusted, by the key of an employee or an owner of deals.") @Nullable
                    String ownerId,
            @Schema(description = "The team whose figure is adjusted; employees are in it.") @Nullable String team,
            @Schema(
                            description =
                                    "amount: the figure is this, whatever is submitted; delta: so much is added; withdraw: all earlier adjustments"
                                            + " of this figure end.",
                            required = true)
                    @Nullable
                    String kind,
            @Schema(description = "The amount or the delta, a decimal; none for withdraw.") @Nullable String amount,
            @Schema(description = "The currency of the amount; without one the tenant's.") @Nullable String currency,
            @Schema(description = "The manager, by the key of an employee or an owner of deals.") @Nullable
                    String managerId,
            @Schema(description = "Why.") @Nullable String note) {

        private AdjustmentBook.Adjustment adjustment(String recordedBy) {
            LocalDate start = date("periodStart", periodStart);
            LocalDate end = date("periodEnd", periodEnd);
            if (!start.isBefore(end)) {
                throw new Problem(ProblemCode.INVALID_VALUE, "periodEnd", "periodEnd must be after periodStart.");
            }
            if (said(ownerId) != null && said(team) != null) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE, "team", "An adjustment is about an owner or a team, not both.");
            }
            String wanted = required("kind", kind, KINDS);
            if (wanted.equals("withdraw") != (said(amount) == null)) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "amount",
                        "amount must be given for amount and delta, and must not for withdraw.");
            }
            return new AdjustmentBook.Adjustment(
                    start,
                    end,
                    required("category", category, CATEGORIES),
                    text("ownerId", ownerId),
                    text("team", team),
                    wanted,
                    (BigDecimal) parsed("amount", amount, FieldType.DECIMAL),
                    (String) parsed("currency", currency, FieldType.CURRENCY),
                    text("managerId", managerId),
                    recordedBy,
                    text("note", note));
        }
    }

    /** What was taken. */
    @Schema(name = "SubmissionReference", description = "A submission that was taken.")
    public record SubmissionReference(
            @Schema(description = "Its id.") UUID id,
            @Schema(description = "Its business key: the parts of it, with slashes between them.") String externalId) {}

    /** An adjustment that was taken. */
    @Schema(name = "AdjustmentReference", description = "An adjustment that was taken.")
    public record AdjustmentReference(
            @Schema(description = "Its id.") UUID id,
            @Schema(description = "When it was made; forecasts as of an earlier instant do not have it.")
                    Instant madeAt) {}

    @POST
    @Path("/submissions")
    @Operation(
            operationId = "createSubmission",
            summary = "Submit a forecast",
            description =
                    "Known from now on. The latest submission for a period, an owner and a category counts; earlier ones stay, and so do managers'"
                            + " adjustments.")
    @APIResponse(
            responseCode = "201",
            description = "Submitted.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubmissionReference.class)))
    @APIResponse(responseCode = "409", description = "One of the same instant for the same was submitted already.")
    public Uni<Response> submit(@Nullable SubmissionWish wish) {
        if (wish == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, "amount", "amount must not be empty; the body is a submission.");
        }
        return TargetResource.named(submissions.add(caller.tenantId(), wish.cells()))
                .map(taken -> Response.created(URI.create("/api/v1/forecast-submissions/" + taken.id()))
                        .entity(new SubmissionReference(taken.id(), taken.externalId()))
                        .build());
    }

    @POST
    @Path("/adjustments")
    @Operation(
            operationId = "createAdjustment",
            summary = "Adjust what was submitted",
            description =
                    "Added to those made before, and never changed or removed: a later submission leaves it in force. The figure of an owner is the"
                            + " latest submission; a team's the sum of its owners'; that of all the sum of the teams'. On each of them the latest"
                            + " adjustment of kind amount takes its place, and the deltas made after that one are added; without one all deltas are"
                            + " added to what is submitted.")
    @APIResponse(
            responseCode = "201",
            description = "Made.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = AdjustmentReference.class)))
    public Uni<Response> adjust(@Nullable AdjustmentWish wish) {
        if (wish == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, "kind", "kind must not be empty; the body is an adjustment.");
        }
        return adjustments
                .add(caller.tenantId(), wish.adjustment(caller.keyId()))
                .map(made -> Response.status(Response.Status.CREATED)
                        .entity(new AdjustmentReference(made.id(), made.madeAt()))
                        .build());
    }

    private static @Nullable String said(@Nullable String text) {
        return TargetResource.TargetWish.said(text);
    }

    private static @Nullable String text(String name, @Nullable String text) {
        String said = said(text);
        if (said != null && (said.length() > LONGEST_TEXT || said.indexOf('\u0000') >= 0)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    name,
                    name + " must have at most " + LONGEST_TEXT + " characters, none of them NUL.");
        }
        return said;
    }

    private static String required(String name, @Nullable String text, List<String> valid) {
        String said = said(text);
        if (said == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, name, name + " must be one of " + valid + ".");
        }
        if (!valid.contains(said)) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be one of " + valid + ".");
        }
        return said;
    }

    private static LocalDate date(String name, @Nullable String text) {
        String said = said(text);
        if (said == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, name, name + " must be given as an ISO date, such as 2026-01-01.");
        }
        try {
            LocalDate date = LocalDate.parse(said);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be an ISO date, such as 2026-01-01.");
    }

    private static @Nullable Object parsed(String name, @Nullable String text, FieldType type) {
        String said = said(text);
        try {
            return said == null ? null : type.parse(said, ZoneOffset.UTC);
        } catch (InvalidValueException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " " + e.getMessage() + ".");
        }
    }
}
