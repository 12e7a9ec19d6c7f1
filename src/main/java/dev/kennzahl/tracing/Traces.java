package dev.kennzahl.tracing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what happens once a request is answered. A place in a trace is passed on as the text of a W3C {@code traceparent}, which
 * can be stored. Names, counts and our own ids are all that a span of ours tells.
 */
@Singleton
public class Traces {
    /** The attribute that says of which tenant a span is. */
    public static final String TENANT = "kennzahl.tenant";

    private static final String TRACE_PARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final boolean on;
    private final Tracer tracer;

    public Traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        on = !disabled;
        tracer = telemetry.getTracer("dev.kennzahl");
    }

    /** Whether traces are made at all; who asks first spares itself everything else. */
    public boolean areOn() {
        return on;
    }

    /** The place in a trace where the present request is; null when it is in none, or in one that is not recorded. */
    public @Nullable String here() {
        if (!on) {
            return null;
        }
        Span here = Span.current();
        return here.getSpanContext().isSampled() ? place(here) : null;
    }

    /** The place of a span, from where others may follow. */
    public static String place(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(Context.root().with(span), carrier, Map::put);
        return carrier.getOrDefault(TRACE_PARENT, "");
    }

    /** Begins a span that follows from a place. */
    public Span begin(String name, String after, UnaryOperator<SpanBuilder> more) {
        Context parent = W3C.extract(Context.root(), after, TraceParent.INSTANCE);
        return more.apply(tracer.spanBuilder(name).setParent(parent)).startSpan();
    }

    /** Work in a span that follows from a place. */
    public <T> Uni<T> span(String name, String after, Function<Span, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Span span = begin(name, after, builder -> builder);
            return work.apply(span).onTermination().invoke((done, failure, cancelled) -> end(span, failure));
        });
    }

    /** Ends a span. A failure is told by its kind, since its words often repeat the value that was at fault. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
        span.end();
    }

    /** A text read as the one header that it is. */
    private enum TraceParent implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String text) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return key.equals(TRACE_PARENT) ? text : null;
        }
    }
}
