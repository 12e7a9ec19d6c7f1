package dev.kennzahl;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

import dev.kennzahl.api.OpenApiOnDemand;

/** Makes sure there is a database, then starts the service. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        DatabaseChoice.make();
        OpenApiOnDemand.prepare();
        Quarkus.run(args);
    }
}
