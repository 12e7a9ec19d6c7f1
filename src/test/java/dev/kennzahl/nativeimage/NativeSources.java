package dev.kennzahl.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What {@code ./mvnw verify -Dnative-sources} leaves for the native builder: a jar, its libraries, and the builder's arguments. */
final class NativeSources {
    private static final Path DIRECTORY = Path.of("target/native-sources");

    /** Where the service itself says what Quarkus does not. */
    private static final String OURS = "dev.kennzahl/kennzahl/";

    private final Map<String, JsonNode> reflection;
    private final List<Pattern> resources;
    private final Set<String> bundles = new HashSet<>();

    NativeSources() throws IOException {
        try (ZipFile jar = new ZipFile(runner().toFile())) {
            reflection = StreamSupport.stream(json(jar, "reflect-config.json").spliterator(), false)
                    .collect(Collectors.toMap(entry -> entry.path("name").asText(), Function.identity(), (a, b) -> a));
            for (String part : List.of("", OURS)) {
                json(jar, part + "resource-config.json")
                        .path("bundles")
                        .forEach(bundle -> bundles.add(bundle.path("name").asText()));
            }
            JsonNode included = json(jar, "resource-config.json").at("/resources/includes");
            resources = StreamSupport.stream(included.spliterator(), false)
                    .map(entry -> Pattern.compile(entry.path("pattern").asText()))
                    .toList();
        }
    }

    /** Whether the image lets Jackson and GraphQL make such an object, call its methods and read its fields. */
    boolean isOpen(Class<?> type) {
        JsonNode entry = reflection.get(type.getName());
        return entry != null
                && entry.path("allDeclaredMethods").asBoolean()
                && (type.isEnum()
                        || type.isInterface()
                        || entry.path("allDeclaredConstructors").asBoolean());
    }

    /** Whether the image lets somebody make an object of the class with this name. */
    boolean canMake(String className) {
        JsonNode entry = reflection.get(className);
        return entry != null && entry.path("allDeclaredConstructors").asBoolean();
    }

    /** Whether the image brings a file of the class path. */
    boolean brings(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }

    /** Whether the image has the texts of a resource bundle. */
    boolean hasTexts(String bundle) {
        return bundles.contains(bundle);
    }

    List<String> arguments() throws IOException {
        return List.of(Files.readString(DIRECTORY.resolve("native-image.args")).split("\\s+"));
    }

    List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path runner() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode json(ZipFile jar, String name) throws IOException {
        try (InputStream content = jar.getInputStream(jar.getEntry("META-INF/native-image/" + name))) {
            return new ObjectMapper().readTree(content);
        }
    }
}
