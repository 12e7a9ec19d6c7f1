package dev.kennzahl.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.GraphQLError;
import graphql.introspection.GoodFaithIntrospection;
import graphql.language.Field;
import graphql.schema.GraphQLSchema;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.smallrye.graphql.runtime.SmallRyeGraphQLAbstractHandler;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.graphql.execution.ExecutionResponse;
import io.smallrye.graphql.execution.ExecutionResponseWriter;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * GraphQL over HTTP. Stands in front of the extension's own handler, whose answers to what cannot be run have neither our codes
 * nor the statuses of the specification: with {@code application/graphql-response+json} a request that is no valid one is
 * answered with 4xx, with {@code application/json} it is 200 once it was JSON.
 */
@Singleton
final class GraphQlEndpoint extends SmallRyeGraphQLAbstractHandler {
    private static final Logger LOG = Logger.getLogger(GraphQlEndpoint.class);
    private static final String PATH = "/graphql";
    private static final String RESPONSE = "application/graphql-response+json";
    private static final String JSON = "application/json";
    /** What is wrong with a document, and not with the request that brought it. */
    private static final Set<ProblemCode> WELL_FORMED =
            EnumSet.of(ProblemCode.INVALID_QUERY, ProblemCode.INVALID_VALUE, ProblemCode.QUERY_TOO_COMPLEX);

    private static final String MEDIA_TYPE = "kennzahl.graphql.media-type";
    /** After the authentication's handlers, before those of the extension. */
    private static final int ORDER = -100;

    private final Instance<GraphQLSchema> schema;
    private final GraphQlLimits limits;
    private final RememberedDocuments documents;
    private final ToldProblems told;
    private final ObjectMapper json;

    GraphQlEndpoint(
            CurrentIdentityAssociation identity,
            CurrentVertxRequest request,
            Instance<GraphQLSchema> schema,
            GraphQlLimits limits,
            RememberedDocuments documents,
            ToldProblems told,
            ObjectMapper json) {
        super(identity, request, false);
        this.schema = schema;
        this.limits = limits;
        this.documents = documents;
        this.told = told;
        this.json = json;
    }

    void install(@Observes Router router) {
        router.route(PATH).order(ORDER).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.OPTIONS || context.request().getHeader("Upgrade") != null) {
            context.next(); // subscriptions have a handler of their own
            return;
        }
        String mediaType = mediaType(context.request().getHeader("Accept"));
        context.put(MEDIA_TYPE, mediaType == null ? JSON : mediaType);
        if (mediaType == null) {
            refuse(
                    context,
                    new Problem(
                            ProblemCode.NOT_ACCEPTABLE,
                            "Accept",
                            "Accept must allow " + RESPONSE + " or " + JSON + "."));
        } else if (method != HttpMethod.POST && method != HttpMethod.GET) {
            context.response().putHeader("Allow", "GET, POST");
            refuse(context, new Problem(ProblemCode.METHOD_NOT_ALLOWED, "GraphQL takes POST, and GET for queries."));
        } else {
            BiConsumer<RoutingContext, Throwable> answeredBelow = (request, failure) -> {};
            context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answeredBelow);
            // GraphQL runs its fields beside each other, so who asks is settled before the first of them.
            QuarkusHttpUser.getSecurityIdentity(context, null)
                    .subscribe()
                    .with(identity -> run(context, identity), failure -> explain(context, failure));
        }
    }

    private void run(RoutingContext context, SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            refuse(context, Refusals.unauthenticated(null, authorization(context)));
            return;
        }
        QuarkusHttpUser.setIdentity(identity, context);
        documents
                .find(context, identity)
                .subscribe()
                .with(
                        known -> known.ifPresentOrElse(text -> send(context, 200, text), () -> handle(context)),
                        failure -> explain(context, failure));
    }

    @Override
    protected void doHandle(RoutingContext context) {
        try {
            GraphQlRequest request = GraphQlRequest.read(context);
            List<List<Field>> operations = request.operations();
            int rootFields = operations.stream().mapToInt(List::size).max().orElse(0);
            if (rootFields > limits.maxRootFields()) {
                throw new Problem(
                        ProblemCode.QUERY_TOO_COMPLEX,
                        "query",
                        "The document selects " + rootFields + " fields of the query itself; at most "
                                + limits.maxRootFields() + " fit one request.");
            }
            refuseCutNumbers(operations, request.variables());
            Map<String, Object> settings = new HashMap<>(getMetaData(context));
            // It refuses to describe two types in one document; the request has seen to what it is meant against.
            settings.put(GoodFaithIntrospection.GOOD_FAITH_INTROSPECTION_DISABLED, true);
            settings.put("locale", GraphQlErrors.LANGUAGE);
            getExecutionService().executeAsync(request.json(), settings, new Writer(context, request, rootFields));
        } catch (RuntimeException e) { // whatever it is, the caller gets an answer with a code
            explain(context, e);
        }
    }

    private void refuseCutNumbers(List<List<Field>> operations, Map<String, ?> variables) {
        operations.stream()
                .flatMap(List::stream)
                .flatMap(field -> GraphQlArguments.firstNoInt(schema.get(), field, variables).stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    /** Writes what the document gave, or why it gave nothing. */
    private final class Writer implements ExecutionResponseWriter {
        private final RoutingContext context;
        private final GraphQlRequest request;
        private final int rootFields;

        Writer(RoutingContext context, GraphQlRequest request, int rootFields) {
            this.context = context;
            this.request = request;
            this.rootFields = rootFields;
        }

        @Override
        public void write(ExecutionResponse response) {
            try {
                List<GraphQLError> errors = response.getExecutionResult().getErrors();
                if (errors.isEmpty()) {
                    String text = json.writeValueAsString(
                            response.getExecutionResult().toSpecification());
                    documents.note(context, rootFields, text);
                    send(context, 200, text);
                    return;
                }
                JsonObject answer =
                        GraphQlErrors.coded(response.getExecutionResultAsJsonObject(), errors, request, schema.get());
                boolean ran = answer.containsKey("data");
                sendErrors(context, ran || !speaksStatus(context) ? 200 : 400, answer);
            } catch (RuntimeException | JsonProcessingException e) { // else the caller would wait for an answer in vain
                explain(context, e);
            }
        }

        @Override
        public void fail(Throwable failure) {
            explain(context, failure);
        }
    }

    private void explain(RoutingContext context, Throwable failure) {
        if (failure instanceof Problem problem) {
            refuse(context, problem);
        } else if (failure instanceof AuthenticationFailedException) {
            refuse(context, Refusals.unauthenticated(failure, authorization(context)));
        } else if (Refusals.isIssuerAway(failure)) {
            context.response().putHeader("Retry-After", "5");
            refuse(context, Refusals.issuerAway());
        } else if (StoreOutage.isBehind(failure)) {
            context.response().putHeader("Retry-After", "5");
            refuse(
                    context,
                    new Problem(
                            ProblemCode.UNAVAILABLE, "The store cannot be reached. Nothing was changed; try again."));
        } else {
            String requestId = UUID.randomUUID().toString();
            LOG.errorf(failure, "Request %s failed", requestId);
            refuse(
                    context,
                    new Problem(
                            ProblemCode.INTERNAL_ERROR,
                            "This is a fault of the service. Its log knows it under the request id."),
                    requestId);
        }
    }

    private static @Nullable String authorization(RoutingContext context) {
        return context.request().getHeader("Authorization");
    }

    private void refuse(RoutingContext context, Problem problem) {
        refuse(context, problem, null);
    }

    private void refuse(RoutingContext context, Problem problem, @Nullable String requestId) {
        if (problem.code() == ProblemCode.UNAUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", Refusals.challenges(authorization(context)));
        }
        // A document that does not parse is a well-formed request to those who only know application/json.
        boolean wellFormed = WELL_FORMED.contains(problem.code());
        int status = wellFormed && !speaksStatus(context) ? 200 : problem.code().status();
        sendErrors(
                context,
                status,
                GraphQlErrors.answer(
                        problem.code(), problem.detail(), problem.field().orElse(null), requestId));
    }

    private void sendErrors(RoutingContext context, int status, JsonObject answer) {
        GraphQlErrors.codes(answer).forEach(told::inGraphQl);
        send(context, status, answer.toString());
    }

    private static boolean speaksStatus(RoutingContext context) {
        return RESPONSE.equals(context.get(MEDIA_TYPE));
    }

    private static void send(RoutingContext context, int status, String body) {
        if (context.response().ended() || context.response().closed()) {
            return; // the caller has gone
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", context.get(MEDIA_TYPE) + "; charset=utf-8")
                .end(body);
    }

    /** The media type to answer in, the caller's first choice of the two; null when it takes neither. */
    private static @Nullable String mediaType(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return RESPONSE;
        }
        return Arrays.stream(accept.split(","))
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .map(range -> switch (range) {
                    case RESPONSE, "*/*", "application/*" -> RESPONSE;
                    case JSON, "application/graphql+json" -> JSON;
                    default -> "";
                })
                .filter(type -> !type.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
