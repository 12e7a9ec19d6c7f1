package dev.kennzahl.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
            Integer value = colon < 1 ? null : number("option", text.substring(colon + 1));
            if (value == null) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE, "option", "option must be name:number, such as window_days:90.");
            }
            options.put(text.substring(0, colon), value);
        }
        return options;
    }

    /** A whole number; null stays null. */
    public static @Nullable Integer number(String name, @Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be a whole number.");
        }
    }

    /** What commas separate; nothing when there is no text. */
    public static List<String> list(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    /** {@code dimension:value[,value…]} each, with a ! in front to leave out. */
    public static List<KpiQuery.Filter> filters(List<String> texts) {
        return texts.stream().map(QuestionText::filter).toList();
    }

    private static KpiQuery.Filter filter(String text) {
        boolean exclude = text.startsWith("!");
        String body = exclude ? text.substring(1) : text;
        int colon = body.indexOf(':');
        if (colon < 1) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "where", "where must be dimension:value[,value…], such as region:East.");
        }
        List<String> values = Arrays.stream(body.substring(colon + 1).split("(?<!\\\\),", -1))
                .map(value -> value.replace("\\,", ","))
                .toList();
        return new KpiQuery.Filter(body.substring(0, colon), values, exclude);
    }

    /** The value of this name in small letters. */
    public static <E extends Enum<E>> E oneOf(String name, String text, E[] values) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        List<String> valid = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be one of " + valid + ".");
    }
}
