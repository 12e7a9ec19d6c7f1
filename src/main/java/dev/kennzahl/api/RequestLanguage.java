package dev.kennzahl.api;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import org.jspecify.annotations.Nullable;

/** What the present request says about its reader's language. */
@Singleton
public class RequestLanguage {
    private final CurrentVertxRequest request;

    RequestLanguage(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The header {@code Accept-Language}; null when there is none. */
    public @Nullable String header() {
        return request.getCurrent() == null
                ? null
                : request.getCurrent().request().getHeader("Accept-Language");
    }
}
