package dev.kennzahl.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's examples, run as they stand there, give the answers that stand there. */
class ReadmeIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("```bash\\n(.*?)```\\s*(?:```(?:csv|json)\\n(.*?)```)?", Pattern.DOTALL);

    /** A command, and what the README says it prints; empty where it says nothing. */
    private record Example(String command, String answer) {}

    @Test
    void everyExampleGivesTheAnswerShown() throws IOException, InterruptedException {
        List<Example> examples = examples(Files.readString(Path.of("README.md")));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        assertThat(examples).filteredOn(example -> !example.answer().isEmpty()).hasSizeGreaterThanOrEqualTo(2);
        for (Example example : examples) {
            String printed = run(example.command());
            assertThat(printed).as(example.command()).isNotBlank().doesNotContain("urn:kennzahl:problem", "\"errors\"");
            if (!example.answer().isEmpty()) {
                assertThat(printed.strip().replace("\r\n", "\n"))
                        .as(example.command())
                        .isEqualTo(example.answer().strip());
            }
        }
    }

    @Test
    void theCommandsAreThoseOfTheBuild() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(readme).contains("```\n./mvnw quarkus:dev\n```", "```\n./mvnw verify\n```");
        assertThat(Files.readString(Path.of(".ci/run")))
                .contains("./mvnw -B -ntp clean verify -Dkennzahl.crash.rounds=20 ");
        assertThat(Path.of("mvnw")).isExecutable();
    }

    private static List<Example> examples(String readme) {
        List<Example> examples = new ArrayList<>();
        Matcher block = EXAMPLE.matcher(readme);
        while (block.find()) {
            examples.add(new Example(block.group(1), block.group(2) == null ? "" : block.group(2)));
        }
        return examples;
    }

    private static String run(String command) throws IOException, InterruptedException {
        String address = DemoCompany.service().address();
        Process shell = new ProcessBuilder("bash", "-c", command.replace("http://localhost:8080", address))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(command).isZero();
        return printed;
    }
}
