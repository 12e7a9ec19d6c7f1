package dev.kennzahl.k8s;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.kennzahl.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;

class AlertsTest {
    private static final int OURS = 500;
    private static final Pattern CODES = Pattern.compile("code=~\"([^\"]*)\"");

    private final JsonNode alerts = Manifests.read(Manifests.ROOT.resolve("monitoring/alerts.yaml"));

    @Test
    void figuresFailByEveryCodeThatIsAFaultOfTheService() {
        List<String> ours = Stream.of(ProblemCode.values())
                .filter(code -> code.status() >= OURS)
                .map(ProblemCode::name)
                .toList();
        List<String> asked = CODES.matcher(expression("KennzahlFiguresFail"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(codes -> Arrays.stream(codes.split("\\|")))
                .toList();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(ours);
    }

    private String expression(String alert) {
        for (JsonNode rule : alerts.at("/spec/groups/0/rules")) {
            if (rule.path("alert").asText().equals(alert)) {
                return rule.path("expr").asText();
            }
        }
        throw new IllegalArgumentException("no alert " + alert);
    }
}
