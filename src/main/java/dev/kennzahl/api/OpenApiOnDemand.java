package dev.kennzahl.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.smallrye.openapi.runtime.OpenApiConfigHelper;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document, which is read when somebody first asks for it. Quarkus would read and write it in both formats at each
 * start, which took a fifth of that, and most nodes are never asked.
 */
@Singleton
public final class OpenApiOnDemand {
    private static final String PATH = "/openapi";
    private static final String JSON = ".json";
    private static final String DOCUMENT = OpenApiConstants.BASE_NAME + ".JSON";
    private static final int BEFORE_QUARKUS = -100;

    private final Config config;
    private final Map<Format, Buffer> documents = new EnumMap<>(Format.class);

    OpenApiOnDemand(Config config) {
        this.config = config;
    }

    /** Keeps the document from Quarkus, which then starts without; to be called before it starts. */
    public static void prepare() {
        OpenApiConstants.classLoader = new WithoutDocument(OpenApiOnDemand.class.getClassLoader());
    }

    void install(@Observes Router router) {
        for (String ending : List.of("", JSON, ".yaml", ".yml")) {
            router.route(PATH + ending)
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .order(BEFORE_QUARKUS)
                    .blockingHandler(this::answer, false);
        }
    }

    private void answer(RoutingContext context) {
        Format format = format(context);
        Buffer document = document(format);
        context.response()
                .putHeader("Content-Type", format.getMimeType() + ";charset=UTF-8")
                .end(document);
    }

    /** As Quarkus does: what the path ends in, else YAML, unless JSON is asked for. */
    private static Format format(RoutingContext context) {
        String path = context.request().path();
        if (!path.equals(PATH)) {
            return path.endsWith(JSON) ? Format.JSON : Format.YAML;
        }
        String accept = context.request().getHeader("Accept");
        boolean json = accept != null && accept.contains(Format.JSON.getMimeType())
                || "json".equalsIgnoreCase(context.request().getParam("format"));
        return json ? Format.JSON : Format.YAML;
    }

    private synchronized Buffer document(Format format) {
        if (documents.isEmpty()) {
            SmallRyeOpenAPI read = read();
            documents.put(Format.JSON, Buffer.buffer(read.toJSON()));
            documents.put(Format.YAML, Buffer.buffer(read.toYAML()));
        }
        return Objects.requireNonNull(documents.get(format));
    }

    /** The document as it was built, in JSON. */
    static InputStream built() {
        return Objects.requireNonNull(
                OpenApiOnDemand.class.getClassLoader().getResourceAsStream(DOCUMENT), "the build left no " + DOCUMENT);
    }

    private SmallRyeOpenAPI read() {
        try (InputStream present = built()) {
            return new Reader()
                    .withConfig(OpenApiConfigHelper.wrap(config, OpenApiConstants.DEFAULT_DOCUMENT_NAME))
                    .enableModelReader(false)
                    .enableStandardStaticFiles(false)
                    .enableAnnotationScan(false)
                    .enableStandardFilter(false)
                    .withCustomStaticFile(() -> present)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the document as it was built: looking at classes again is for builds, and would make the native image larger. */
    private static final class Reader extends SmallRyeOpenAPI.Builder {
        @Override
        protected SmallRyeOpenAPI build(boolean unmodifiable) {
            BuildContext<Object, Object, Object, Object, Object> context = getContext();
            buildPrepare(context);
            buildStaticModel(context);
            return buildFinalize(context, unmodifiable);
        }
    }

    /** The application's class loader but for the document. */
    private static final class WithoutDocument extends ClassLoader {
        WithoutDocument(ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.startsWith(OpenApiConstants.BASE_NAME) ? null : super.getResourceAsStream(name);
        }
    }
}
