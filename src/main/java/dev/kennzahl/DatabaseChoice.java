package dev.kennzahl;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;

/**
 * Which database the service works on: the one that {@code KENNZAHL_DB_URL} names, or, for development and demonstration, one
 * that starts by itself. Decided before Quarkus reads its configuration, and handed over as system properties.
 */
final class DatabaseChoice {
    private static final String URL = "kennzahl.db.url";

    private DatabaseChoice() {}

    static void make() {
        Optional<String> url = setting("KENNZAHL_DB_URL", URL);
        if (url.isPresent()) {
            // Both clients are served from one address; users know it with and without the driver's prefix.
            System.setProperty(URL, url.get().replaceFirst("^jdbc:", ""));
            return;
        }
        boolean demo = isDevelopment()
                || setting("QUARKUS_PROFILE", "quarkus.profile")
                        .filter(profile -> profile.contains("demo"))
                        .isPresent();
        if (!demo || ImageMode.current().isNativeImage()) {
            throw new IllegalStateException(
                    "No database: set KENNZAHL_DB_URL, KENNZAHL_DB_USER and KENNZAHL_DB_PASSWORD"
                            + " (postgresql://host:port/database), or, on the JVM, QUARKUS_PROFILE=demo for one that starts by itself.");
        }
        startEmbedded(Path.of(setting("KENNZAHL_DATA_DIR", "kennzahl.data-dir").orElse(".kennzahl/data")));
    }

    /** The launch mode is not settled before the application starts, but only a packaged one comes from another class loader. */
    private static boolean isDevelopment() {
        ClassLoader loader = DatabaseChoice.class.getClassLoader();
        return LaunchMode.current() != LaunchMode.NORMAL
                || loader.getClass().getName().equals("io.quarkus.bootstrap.classloading.QuarkusClassLoader");
    }

    private static void startEmbedded(Path dataDirectory) {
        try {
            Object address =
                    Class.forName(starter()).getMethod("start", Path.class).invoke(null, dataDirectory);
            Class<?> type = address.getClass();
            System.setProperty(URL, (String) type.getMethod("reactiveUrl").invoke(address));
            System.setProperty(
                    "kennzahl.db.user", (String) type.getMethod("user").invoke(address));
            System.setProperty(
                    "kennzahl.db.password", (String) type.getMethod("password").invoke(address));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This build has no embedded database; set KENNZAHL_DB_URL.", e);
        }
    }

    /**
     * By name, and put together at run time: so the native image, which has no embedded server, does not look for one. Not a
     * constant, since those are known when the image is built, and then the class is, too.
     */
    private static String starter() {
        return String.join(".", "dev", "kennzahl", "database", "EmbeddedDatabase");
    }

    private static Optional<String> setting(String variable, String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }
}
