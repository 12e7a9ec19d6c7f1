package dev.kennzahl.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Caffeine puts a class of its own behind each combination of settings, and finds it by its name. Quarkus tells the native image of some
 * of them: of those for a maximum and an age since the last write (SSMSW, PSWMS), not of those for an age since the last access.
 */
class CacheClassesTest {
    private static final String PREFIX = "quarkus.cache.caffeine.";

    @Test
    void everyCacheIsOfTheKindThatTheImageHas() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        Map<String, Set<String>> caches = new TreeMap<>();
        for (String name : settings.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                String[] parts = name.substring(PREFIX.length()).split("\\.", 2);
                caches.computeIfAbsent(parts[0], cache -> new TreeSet<>()).add(parts[1]);
            }
        }
        assertThat(caches).isNotEmpty().allSatisfy((cache, set) -> assertThat(set)
                .as(cache)
                .containsExactly("expire-after-write", "maximum-size"));
    }
}
