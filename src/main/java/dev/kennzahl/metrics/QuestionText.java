package dev.kennzahl.metrics;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

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
            put(options, "option", text.substring(0, colon), number(text.substring(colon + 1)));
        }
        return options;
    }

    /** Sets an option, which no question does twice: nobody could say which is meant. */
    static void put(Map<String, Integer> options, String parameter, String name, Integer value) {
        if (options.putIfAbsent(name, value) != null) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    parameter,
                    parameter + " names '" + name + "' more than once; give each option one value.");
        }
    }

    /** A currency's ISO 4217 code. */
    static String currency(String text) {
        try {
            return FieldType.CURRENCY.parse(text, ZoneOffset.UTC).toString();
        } catch (InvalidValueException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, "currency", "currency " + e.getMessage() + ".");
        }
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
