package dev.kennzahl.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The files in {@code k8s/}, and what Kustomize makes of an overlay where {@code kubectl} is at hand. */
final class Manifests {
    static final Path ROOT = Path.of("k8s");
    static final List<String> OVERLAYS = List.of("single-node", "production");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    /** The documents of a text. */
    static List<JsonNode> parse(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            List<JsonNode> documents = parse(Files.readString(file));
            if (documents.size() != 1) {
                throw new IllegalStateException(
                        file + " holds " + documents.size() + " documents, one file per kind is the rule");
            }
            return documents.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All resources that a kustomization brings together, its patches not applied. */
    static List<JsonNode> resources(Path folder) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode resource : read(folder.resolve("kustomization.yaml")).path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            found.addAll(Files.isDirectory(path) ? resources(path) : List.of(read(path)));
        }
        return found;
    }

    static boolean canKustomize() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** What {@code kubectl kustomize} prints: everything of an overlay, patched. */
    static List<JsonNode> kustomized(String overlay) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        ROOT.resolve("overlays").resolve(overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("kubectl kustomize failed for " + overlay);
        }
        return parse(output);
    }

    /** {@code Deployment/kennzahl}. */
    static String id(JsonNode resource) {
        return resource.path("kind").asText() + "/"
                + resource.at("/metadata/name").asText();
    }
}
