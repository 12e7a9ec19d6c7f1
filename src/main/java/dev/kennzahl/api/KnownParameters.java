package dev.kennzahl.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Refuses query parameters that the OpenAPI document does not name for the operation: a filter with a slip of the pen would else
 * give the figure of everything, and nobody would notice. Webhooks are left alone, since senders put parameters of theirs there.
 */
@Singleton
final class KnownParameters {
    private static final String API = "/api/v1";

    /** Who reads pages asks for all lists alike, those that always fit one page included. */
    private static final Set<String> OF_PAGES = Set.of("first", "after");

    private static final int BEFORE_ANYTHING_IS_CLAIMED = 1000;

    private final ObjectMapper json;
    private volatile @Nullable List<Operation> operations;

    KnownParameters(ObjectMapper json) {
        this.json = json;
    }

    /** An operation of the document; a segment of its path in braces stands for any. */
    private record Operation(String method, List<String> path, Set<String> parameters) {
        boolean takes(String askedMethod, List<String> asked) {
            if (!method.equals(askedMethod) || path.size() != asked.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!isVariable(path.get(i)) && !path.get(i).equals(asked.get(i))) {
                    return false;
                }
            }
            return true;
        }

        long variables() {
            return path.stream().filter(Operation::isVariable).count();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{");
        }
    }

    @ServerRequestFilter(priority = BEFORE_ANYTHING_IS_CLAIMED)
    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String query = request.query();
        if (query == null || query.isEmpty() || !request.path().startsWith(API)) {
            return;
        }
        operation(request).ifPresent(operation -> {
            for (String name : context.queryParams().names()) {
                if (!name.isEmpty() && !operation.parameters().contains(name) && !OF_PAGES.contains(name)) {
                    throw unknown(name, operation.parameters());
                }
            }
        });
    }

    private static Problem unknown(String name, Set<String> known) {
        return new Problem(
                ProblemCode.UNKNOWN_FIELD,
                name,
                "Unknown query parameter '" + name + "'; "
                        + (known.isEmpty() ? "there are none here." : "valid are " + known + "."));
    }

    /** Of the operations that take the request the most exact one; empty for what the document does not show. */
    private Optional<Operation> operation(HttpServerRequest request) {
        String method = request.method().name().equals("HEAD")
                ? "GET"
                : request.method().name();
        List<String> path = segments(request.path());
        return operations().stream()
                .filter(operation -> operation.takes(method, path))
                .min(Comparator.comparing(Operation::variables));
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/")); // without empty ones at the end
    }

    /** Read when first needed: reading it takes time that no start has to wait for. */
    private List<Operation> operations() {
        List<Operation> found = operations;
        if (found == null) {
            found = read();
            operations = found;
        }
        return found;
    }

    private List<Operation> read() {
        try (InputStream document = OpenApiOnDemand.built()) {
            JsonNode paths = json.readTree(document).path("paths");
            List<Operation> found = new ArrayList<>();
            paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
                Set<String> names = new TreeSet<>();
                operation.getValue().path("parameters").forEach(parameter -> {
                    if (parameter.path("in").asText().equals("query")) {
                        names.add(parameter.path("name").asText());
                    }
                });
                found.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT), segments(path.getKey()), names));
            }));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("the build wrote the document", e);
        }
    }
}
