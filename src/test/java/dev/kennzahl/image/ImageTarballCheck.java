package dev.kennzahl.image;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The image that {@code ./mvnw verify -Dimage} makes: an archive as {@code docker load} and {@code podman load} take it. */
class ImageTarballCheck {
    private static final Path TARBALL = Path.of("target/kennzahl-image.tar");

    private final Map<String, byte[]> files = new HashMap<>();
    private final JsonNode image;
    private final JsonNode manifest;

    ImageTarballCheck() throws IOException {
        try (InputStream file = Files.newInputStream(TARBALL)) {
            for (Entry entry : entries(file)) {
                files.put(entry.tar().getName(), entry.content());
            }
        }
        manifest = new ObjectMapper().readTree(files.get("manifest.json")).path(0);
        image = new ObjectMapper().readTree(files.get(manifest.path("Config").asText()));
    }

    private record Entry(TarArchiveEntry tar, byte[] content) {}

    @Test
    void runsTheServiceAsANumberedUserThatIsNotRoot() {
        JsonNode config = image.path("config");
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(texts(config.path("Entrypoint")))
                .startsWith("java")
                .endsWith("-jar", "/deployments/quarkus-run.jar");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
    }

    @Test
    void putsWhatSeldomChangesIntoLayersOfItsOwn() throws IOException {
        List<Set<String>> folders = new ArrayList<>();
        for (String layer : texts(manifest.path("Layers"))) {
            Set<String> ofLayer = new TreeSet<>();
            for (Entry entry : layer(layer)) {
                if (entry.tar().isFile()) {
                    ofLayer.add(entry.tar().getName().replaceFirst("^/?deployments/([^/]*).*", "$1"));
                }
            }
            folders.add(ofLayer);
        }
        List<Set<String>> ours = folders.subList(folders.size() - 4, folders.size());
        assertThat(ours).containsExactly(Set.of("lib"), Set.of("quarkus"), Set.of("app"), Set.of("quarkus-run.jar"));
    }

    @Test
    void holdsTheWholePackageAndNoEmbeddedServer() throws IOException {
        Set<String> shipped = new TreeSet<>();
        for (String layer : texts(manifest.path("Layers"))) {
            for (Entry entry : layer(layer)) {
                assertThat(entry.tar().getLongUserId())
                        .as(entry.tar().getName())
                        .isZero();
                assertThat(entry.tar().getMode() & 022)
                        .as("others may write " + entry.tar().getName())
                        .isZero();
                if (entry.tar().isFile()) {
                    shipped.add("/" + entry.tar().getName().replaceFirst("^/", ""));
                }
            }
        }
        try (var built = Files.walk(Path.of("target/quarkus-app"))) {
            assertThat(shipped)
                    .containsAll(built.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("quarkus-app-dependencies.txt"))
                            .map(file -> "/deployments/"
                                    + Path.of("target/quarkus-app").relativize(file))
                            .toList());
        }
        assertThat(shipped).noneMatch(name -> name.contains("zonky"));
    }

    @Test
    void isTheSameWheneverItIsBuilt() {
        assertThat(image.path("created").asText()).isEqualTo("1970-01-01T00:00:00Z");
    }

    private List<Entry> layer(String name) throws IOException {
        return entries(new GZIPInputStream(new ByteArrayInputStream(files.get(name))));
    }

    private static List<Entry> entries(InputStream stream) throws IOException {
        List<Entry> entries = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(stream));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries.add(new Entry(entry, tar.readAllBytes()));
        }
        return entries;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
