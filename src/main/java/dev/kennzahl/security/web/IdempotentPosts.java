package dev.kennzahl.security.web;

import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.IdempotencyKeys;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.security.Caller;

/**
 * Honours {@code Idempotency-Key} on every POST of the API whose body is held whole. Imports, which are streamed, claim their
 * key in the transaction that accepts the file.
 */
@Singleton
final class IdempotentPosts {
    private static final String CLAIMED = "kennzahl.idempotency-key";
    private static final String API = "/api/v1/";
    private static final String STREAMED = "/api/v1/imports/";

    private final IdempotencyKeys keys;
    private final TenantTransactions transactions;
    private final CurrentIdentityAssociation identity;
    private final ObjectMapper json;

    IdempotentPosts(
            IdempotencyKeys keys,
            TenantTransactions transactions,
            CurrentIdentityAssociation identity,
            ObjectMapper json) {
        this.keys = keys;
        this.transactions = transactions;
        this.identity = identity;
        this.json = json;
    }

    /** Whose key was claimed for the request under way. */
    private record Claim(int tenantId, String key) {}

    /** Answers a repetition; null lets a first request through. */
    @ServerRequestFilter
    Uni<@Nullable Response> recall(ContainerRequestContext request, RoutingContext context) {
        String key = request.getHeaderString(IdempotencyKeys.HEADER);
        String path = context.request().path();
        if (key == null || !request.getMethod().equals("POST") || !path.startsWith(API) || path.startsWith(STREAMED)) {
            return Uni.createFrom().nullItem();
        }
        Buffer body = context.body().buffer();
        String words = path + "?" + context.request().query() + "\n"
                + (body == null ? "" : HexFormat.of().formatHex(body.getBytes()));
        return identity.getDeferredIdentity().flatMap(caller -> {
            Optional<Integer> tenant = Caller.tenantOf(caller);
            return tenant.isEmpty() ? Uni.createFrom().nullItem() : claim(request, new Claim(tenant.get(), key), words);
        });
    }

    private Uni<@Nullable Response> claim(ContainerRequestContext request, Claim claim, String words) {
        return transactions
                .write(claim.tenantId(), tx -> keys.claim(tx, claim.tenantId(), claim.key(), words))
                .map(earlier -> {
                    if (earlier.isPresent()) {
                        return repeated(earlier.get());
                    }
                    request.setProperty(CLAIMED, claim);
                    return null;
                });
    }

    /** Keeps what was answered; a request that was refused may be tried again with the same key. */
    @ServerResponseFilter
    Uni<Void> remember(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CLAIMED) instanceof Claim claim)) {
            return Uni.createFrom().voidItem();
        }
        request.removeProperty(CLAIMED);
        if (response.getStatus() >= 400) {
            return transactions.write(claim.tenantId(), tx -> keys.released(tx, claim.tenantId(), claim.key()));
        }
        String answer = written(response);
        return transactions.write(claim.tenantId(), tx -> keys.answered(tx, claim.tenantId(), claim.key(), answer));
    }

    private String written(ContainerResponseContext response) {
        ObjectNode answer = json.createObjectNode().put("status", response.getStatus());
        Object location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
        answer.put("location", location == null ? null : location.toString());
        answer.set("body", json.valueToTree(response.getEntity()));
        return answer.toString();
    }

    private Response repeated(String written) {
        try {
            JsonNode answer = json.readTree(written);
            Response.ResponseBuilder response =
                    Response.status(answer.path("status").asInt()).header("Idempotent-Replayed", true);
            if (answer.hasNonNull("location")) {
                response.location(URI.create(answer.path("location").asText()));
            }
            return answer.hasNonNull("body")
                    ? response.type(MediaType.APPLICATION_JSON_TYPE)
                            .entity(answer.get("body"))
                            .build()
                    : response.build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is kept as JSON", e);
        }
    }
}
