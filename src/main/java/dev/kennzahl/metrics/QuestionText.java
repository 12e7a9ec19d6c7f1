package dev.kennzahl.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Reads the parts of a question that come as text; what cannot be read is answered with the parameter's name and the right form. */
public final class QuestionText {
    private QuestionText() {}

    /** {@code name:number}, each an option of the KPI. */
    public static Map<String, Integer> options(List<String> texts) {
        Map<String, Integer> options = new LinkedHashMap<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw wrongOption();
            }
            options.put(text.substring(0, colon), number(text.substring(colon + 1)));
        }
        return options;
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw wrongOption();
        }
    }

    private static Problem wrongOption() {
        return new Problem(ProblemCode.INVALID_VALUE, "option", "option must be name:number, such as window_days:90.");
    }
}
