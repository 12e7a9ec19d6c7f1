package dev.kennzahl;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README lists every setting that the service reads, with its default and meaning, as the code has them. */
class ConfigurationTableTest {
    private static final Path README = Path.of("README.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String BEGIN = "<!-- settings: written by ConfigurationTableTest from the classes -->\n";
    private static final String END = "<!-- settings end -->\n";

    @Test
    void theReadmeListsTheSettingsAsTheClassesHaveThem() throws IOException {
        String readme = Files.readString(README);
        assertThat(readme).containsSubsequence(BEGIN, END);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        // Written when it is out of date, as the documents of the contract are; the shared build refuses what nobody
        // committed.
        String current = readme.substring(0, begin) + table() + readme.substring(end);
        if (!readme.equals(current)) {
            Files.writeString(README, current);
        }
    }

    private static String table() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (Class<?> mapping : mappings()) {
            addRows(mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), rows);
        }
        assertThat(rows).hasSizeGreaterThan(30);
        return "\n| variable | default | meaning |\n|---|---|---|\n" + String.join("", rows.values()) + "\n";
    }

    private static List<Class<?>> mappings() throws IOException {
        List<Class<?>> mappings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (Files.readString(file).contains("@ConfigMapping(")) {
                    String name = SOURCES.relativize(file).toString().replace(File.separatorChar, '.');
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".java".length()));
                    Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses()))
                            .filter(candidate -> candidate.isAnnotationPresent(ConfigMapping.class))
                            .forEach(mappings::add);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return mappings;
    }

    private static void addRows(Class<?> type, String prefix, Map<String, String> rows) throws IOException {
        String source =
                Files.readString(SOURCES.resolve(outermost(type).getName().replace('.', '/') + ".java"));
        for (Method setting : type.getDeclaredMethods()) {
            if (setting.isSynthetic() || setting.isDefault()) {
                continue;
            }
            String name = prefix + "." + setting.getName();
            if (setting.getReturnType().isInterface()
                    && setting.getReturnType().getName().startsWith("dev.kennzahl.")) {
                addRows(setting.getReturnType(), name, rows);
                continue;
            }
            String variable =
                    name.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
            WithDefault value = setting.getAnnotation(WithDefault.class);
            rows.put(
                    variable,
                    "| `%s` | %s | %s |%n"
                            .formatted(
                                    variable,
                                    value == null ? "" : "`" + value.value() + "`",
                                    meaning(source, setting)));
        }
    }

    /** What the code says of a setting, without the marks that only Javadoc reads. */
    private static String meaning(String source, Method setting) {
        Matcher comment = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*?)\\*/\\s*(?:@[^\\n]*\\s*)*[\\w<>.]+ " + setting.getName() + "\\(\\)",
                        Pattern.DOTALL)
                .matcher(source);
        assertThat(comment.find()).as("a comment on " + setting).isTrue();
        return Arrays.stream(comment.group(1).split("\n"))
                .map(line -> line.strip().replaceFirst("^\\*\\s?", "").strip())
                .filter(line -> !line.isEmpty())
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b)
                .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                .replace("|", "\\|");
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }
}
