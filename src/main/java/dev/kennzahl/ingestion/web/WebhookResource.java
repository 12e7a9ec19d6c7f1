package dev.kennzahl.ingestion.web;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.Acknowledgement;
import dev.kennzahl.ingestion.ConnectionDirectory;
import dev.kennzahl.ingestion.DeliveryLog;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.IngestionConfig;
import dev.kennzahl.ingestion.RateLimits;
import dev.kennzahl.ingestion.WebhookIntake;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Where CRMs post. The sender's signature alone says who it is; for connections without a secret that allow it, an API key. */
@Path("/webhooks/{sender}/{connectionId}")
@PermitAll
@Tag(
        name = "Webhooks",
        description =
                "Where CRMs post their changes. The sender's signature alone authenticates; for CloudEvents connections without"
                        + " a secret, an API key with the role ingest.")
public class WebhookResource {
    private final ConnectionDirectory connections;
    private final WebhookIntake intake;
    private final RateLimits rates;
    private final Caller caller;
    private final Clock clock;
    private final IngestionConfig config;

    WebhookResource(
            ConnectionDirectory connections,
            WebhookIntake intake,
            RateLimits rates,
            Caller caller,
            Clock clock,
            IngestionConfig config) {
        this.config = config;
        this.caller = caller;
        this.rates = rates;
        this.connections = connections;
        this.intake = intake;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "receiveWebhook",
            summary = "Take in a delivery",
            description =
                    "Verifies the sender's signature, stores the raw delivery durably and only then answers. A duplicate is"
                            + " answered like the first. Order and repetition do not matter.")
    @RequestBody(
            description = "The sender's own format, see its documentation.",
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description =
                    "The same as 202, for senders that expect a certain answer, such as the acknowledgement of SOAP.",
            content = @Content(mediaType = MediaType.TEXT_XML, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "202", description = "Verified and durably stored, also when it is a duplicate.")
    @APIResponse(
            responseCode = "400",
            description = "Not in the sender's format; kept as a dead letter once the sender has proven who it is.")
    @APIResponse(
            responseCode = "401",
            description =
                    "The signature is missing, wrong or outside the time tolerance; or, for a CloudEvents connection without a"
                            + " secret, the API key is. Nothing was stored.")
    @APIResponse(
            responseCode = "403",
            description = "A CloudEvents connection without a secret, and an API key without the role ingest.")
    @APIResponse(responseCode = "404", description = "There is no such connection.")
    @APIResponse(responseCode = "410", description = "The connection was deleted.")
    @APIResponse(responseCode = "408", description = "The body took too long to arrive.")
    @APIResponse(responseCode = "413", description = "The body is too large.")
    @APIResponse(
            responseCode = "415",
            description = "The content type is not one the sender uses, or the body is compressed.")
    @APIResponse(responseCode = "429", description = "More came than the connection may bring; see Retry-After.")
    @APIResponse(
            responseCode = "503",
            description =
                    "The store is unavailable or too slow: send it again. A repeat of what was stored is recognised.")
    public Uni<Response> receive(
            @Parameter(description = "The kind of sender, such as hubspot.") @PathParam("sender") String sender,
            @Parameter(description = "The connection's id.") @PathParam("connectionId") String connectionId,
            RoutingContext context) {
        // The very bytes that were signed: no reader of JSON has touched them.
        Buffer body = context.body().buffer();
        IncomingDelivery delivery = delivery(context.request(), body == null ? new byte[0] : body.getBytes());
        Uni<Response> answer = connection(sender, connectionId)
                .flatMap(connection -> intake.take(
                        connection,
                        delivery,
                        () -> caller.require(connection.tenantId(), Roles.INGEST),
                        standing -> announce(standing, context.response())))
                .map(WebhookResource::answer);
        return AnswerInTime.of(context.vertx(), config.answerWithin(), answer, DeliveryLog::tooLate);
    }

    @OPTIONS
    @Operation(
            operationId = "negotiateWebhook",
            summary = "Ask whether deliveries are welcome",
            description =
                    "The handshake of the CloudEvents web hook specification: names the origin that may deliver, and the rate"
                            + " in requests per minute. Nothing is called back; connections of other senders need no handshake.")
    @APIResponse(responseCode = "200", description = "Welcome, from this origin and at this rate.")
    @APIResponse(responseCode = "204", description = "The sender needs no handshake.")
    @APIResponse(responseCode = "400", description = "WebHook-Request-Origin is missing or is no host name.")
    @APIResponse(responseCode = "404", description = "There is no such connection.")
    @APIResponse(responseCode = "410", description = "The connection was deleted.")
    public Uni<Response> negotiate(
            @Parameter(description = "The kind of sender, such as cloudevents.") @PathParam("sender") String sender,
            @Parameter(description = "The connection's id.") @PathParam("connectionId") String connectionId,
            @Parameter(description = "Where deliveries will come from, a host name.")
                    @HeaderParam("WebHook-Request-Origin")
                    @Nullable
                    String origin,
            @Parameter(description = "How many requests per minute the sender would like to send.")
                    @HeaderParam("WebHook-Request-Rate")
                    @Nullable
                    String rate) {
        return connection(sender, connectionId).map(connection -> {
            if (connection.deleted()) {
                throw new Problem(ProblemCode.GONE, "connectionId", "This connection was deleted; stop sending to it.");
            }
            return sender.equals("cloudevents")
                    ? Handshake.of(origin, rate, rates).answer()
                    : Response.noContent()
                            .header(HttpHeaders.ALLOW, "POST, OPTIONS")
                            .build();
        });
    }

    private Uni<ConnectionDirectory.Entry> connection(String sender, String connectionId) {
        return connections.find(id(connectionId)).map(found -> found.filter(
                        entry -> entry.sender().equals(sender))
                .orElseThrow(() -> Problem.notFound("connection", connectionId)));
    }

    /** As the IETF draft <em>RateLimit header fields for HTTP</em> says it. */
    private void announce(RateLimits.Standing standing, HttpServerResponse response) {
        if (rates.isOn()) {
            long window = Math.max(1, (rates.burst() + rates.perSecond() - 1) / rates.perSecond());
            response.putHeader("RateLimit-Policy", "\"connection\";q=" + rates.burst() + ";w=" + window)
                    .putHeader(
                            "RateLimit",
                            "\"connection\";r=" + standing.remaining() + ";t="
                                    + standing.untilFull().plusMillis(999).toSeconds());
        }
    }

    private static Response answer(Acknowledgement acknowledgement) {
        return Response.status(acknowledgement.status())
                .type(acknowledgement.mediaType())
                .entity(acknowledgement.body())
                .build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("connection", text);
        }
    }

    private IncomingDelivery delivery(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
        return new IncomingDelivery(
                request.method().name(),
                request.query() == null ? "" : request.query(),
                headers,
                body,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
