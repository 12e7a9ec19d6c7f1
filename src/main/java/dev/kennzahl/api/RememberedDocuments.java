package dev.kennzahl.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers to whole GraphQL documents, given again as long as everything holds that they follow from. Each time that is looked at
 * after the request came, so an answer is never behind; what is spared is working out the same text once more.
 */
@Singleton
class RememberedDocuments {
    /** Of a request and of its answer; so all of them together take 40 MB at the very most. */
    private static final int MOST_CHARACTERS = 40_000;

    private static final String QUESTION = "kennzahl.graphql.question";

    private final CaffeineCache documents;

    RememberedDocuments(@CacheName("documents") Cache documents) {
        this.documents = documents.as(CaffeineCache.class);
    }

    /** All of a request that its answer depends on. */
    private record Question(
            String caller,
            Set<String> roles,
            @Nullable String language,
            @Nullable String contentType,
            @Nullable String body) {

        static Question of(RoutingContext context, SecurityIdentity caller) {
            HttpServerRequest request = context.request();
            return new Question(
                    caller.getPrincipal().getName(),
                    caller.getRoles(),
                    request.getHeader("Accept-Language"),
                    request.getHeader("Content-Type"),
                    context.body().asString());
        }

        int length() {
            return body == null ? 0 : body.length();
        }
    }

    private record Answer(List<Ground> grounds, String text) {}

    /** The answer to a request, if one was given before that still holds; comes on the caller's own context. */
    Uni<Optional<String>> find(RoutingContext context, SecurityIdentity caller) {
        if (context.request().method() != HttpMethod.POST) {
            return Uni.createFrom().item(Optional.empty());
        }
        Question question = Question.of(context, caller);
        context.put(QUESTION, question);
        @Nullable CompletableFuture<Answer> known = documents.getIfPresent(question);
        if (known == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        Answer answer = known.join();
        Context here = Vertx.currentContext();
        return hold(answer.grounds(), 0)
                .emitOn(task -> here.runOnContext(ignored -> task.run()))
                .map(holds -> holds ? Optional.of(answer.text()) : Optional.empty());
    }

    private static Uni<Boolean> hold(List<Ground> grounds, int next) {
        return next == grounds.size()
                ? Uni.createFrom().item(true)
                : grounds.get(next)
                        .holds()
                        .flatMap(holds -> holds
                                ? hold(grounds, next + 1)
                                : Uni.createFrom().item(false));
    }

    /** Remembers an answer without errors, unless it is large or follows from more than is known of. */
    void note(RoutingContext context, int rootFields, String text) {
        @Nullable Question question = context.get(QUESTION);
        if (question != null && question.length() + text.length() <= MOST_CHARACTERS) {
            Grounds.ofAll(rootFields, context)
                    .ifPresent(grounds ->
                            documents.put(question, CompletableFuture.completedFuture(new Answer(grounds, text))));
        }
    }
}
