package dev.kennzahl.tracing;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether traces are made, and where they go. */
@ConfigMapping(prefix = "kennzahl.traces")
public interface TracesConfig {
    /** Where traces are sent, OTLP over gRPC, such as http://collector:4317; absent, none are made. */
    Optional<String> endpoint();

    /** The share of requests that are traced, where the caller has not decided with a traceparent: from 0 to 1. */
    @WithDefault("1")
    double share();
}
