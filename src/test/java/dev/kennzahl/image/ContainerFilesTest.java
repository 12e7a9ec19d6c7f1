package dev.kennzahl.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The container files are read by whoever has an engine; here is none, so this looks at what can be told from their text. */
class ContainerFilesTest {
    private static final Path FILES = Path.of("src/main/docker");

    /** {@code FROM}, {@code USER} and so on, with what follows, continued lines joined. */
    private record Instruction(String name, String rest) {}

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void buildsInOneStageAndShipsInAnother(String file) throws IOException {
        List<Instruction> stages = all(instructions(file), "FROM");
        assertThat(stages).hasSize(2);
        assertThat(stages.get(0).rest()).endsWith(" AS build");
        assertThat(last(file)).noneMatch(step -> step.name().equals("RUN"));
        assertThat(all(last(file), "COPY")).allMatch(copy -> copy.rest().startsWith("--from=build --chown=0:0 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void namesItsBasesExactly(String file) throws IOException {
        assertThat(all(instructions(file), "FROM"))
                .allSatisfy(from -> assertThat(from.rest().split(" ")[0])
                        .as("registry, path and a tag that is none of the moving ones")
                        .matches("[a-z.]+\\.[a-z]+/[a-z0-9/-]+:[A-Za-z0-9._-]+")
                        .doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void runsAsANumberedUserThatIsNotRoot(String file) throws IOException {
        List<Instruction> users = all(last(file), "USER");
        assertThat(users).singleElement().satisfies(user -> assertThat(user.rest())
                .matches("[1-9]\\d*:[1-9]\\d*"));
        assertThat(last(file).indexOf(users.get(0)))
                .as("nothing is copied after it")
                .isGreaterThan(last(file).lastIndexOf(all(last(file), "COPY").get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void startsTheServiceWithoutAShellSoThatItGetsTheSignals(String file) throws IOException {
        assertThat(all(last(file), "ENTRYPOINT"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.rest()).startsWith("[\"").endsWith("\"]"));
        assertThat(all(last(file), "CMD")).isEmpty();
        assertThat(all(last(file), "EXPOSE")).extracting(Instruction::rest).containsExactly("8080");
    }

    /** What the first stage copies must be there and be let through by .dockerignore. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void copiesOnlyWhatIsThere(String file) throws IOException {
        List<String> let = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(let.get(0)).as("everything is left out that is not named").isEqualTo("*");
        List<Instruction> all = instructions(file);
        List<Instruction> build = all.subList(0, all.size() - last(file).size());
        for (Instruction copy : all(build, "COPY")) {
            List<String> words = new ArrayList<>(List.of(copy.rest().split(" ")));
            words.removeIf(word -> word.startsWith("--"));
            for (String source : words.subList(0, words.size() - 1)) {
                assertThat(Path.of(source)).exists();
                assertThat(let).contains("!" + source);
            }
        }
    }

    private static List<Instruction> last(String file) throws IOException {
        List<Instruction> all = instructions(file);
        int from = all.lastIndexOf(all(all, "FROM").get(1));
        return all.subList(from, all.size());
    }

    private static List<Instruction> all(List<Instruction> instructions, String name) {
        return instructions.stream().filter(step -> step.name().equals(name)).toList();
    }

    private static List<Instruction> instructions(String file) throws IOException {
        String text = Files.readString(FILES.resolve(file)).replace("\\\n", " ");
        try (Stream<String> lines = text.lines()) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", 2))
                    .map(parts -> new Instruction(parts[0].toUpperCase(Locale.ROOT), parts[1]))
                    .toList();
        }
    }
}
