package dev.kennzahl.metrics.expression;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.expression.Expression.Literal;
import dev.kennzahl.metrics.expression.Expression.Negation;
import dev.kennzahl.metrics.expression.Expression.Operation;
import dev.kennzahl.metrics.expression.Expression.Operator;
import dev.kennzahl.metrics.expression.Expression.Reference;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Reads a formula; what cannot be read is a {@link Problem} that says where, and what would be right. */
public final class ExpressionParser {
    public static final int LONGEST = 1_000;
    private static final int DEEPEST = 32;

    private final String text;
    private int next;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
    }

    public static Expression parse(String text) {
        if (text.length() > LONGEST) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "expression",
                    "expression must have at most " + LONGEST + " characters; make a KPI of its own of a part.");
        }
        ExpressionParser parser = new ExpressionParser(text);
        Expression whole = parser.sum();
        if (parser.peek() != 0) {
            throw parser.expected("an operator (+ − × ÷) or the end");
        }
        return whole;
    }

    private Expression sum() {
        Expression left = product();
        for (Operator operator = operator("+", "-−"); operator != null; operator = operator("+", "-−")) {
            int at = next;
            left = new Operation(operator == Operator.TIMES ? Operator.PLUS : Operator.MINUS, left, product(), at);
        }
        return left;
    }

    private Expression product() {
        Expression left = sign();
        for (Operator operator = operator("*×·", "/÷"); operator != null; operator = operator("*×·", "/÷")) {
            int at = next;
            left = new Operation(operator, left, sign(), at);
        }
        return left;
    }

    /** Takes the next character if it is one of either kind: the first is TIMES, the second BY; null if it is neither. */
    private @Nullable Operator operator(String first, String second) {
        char sign = peek();
        boolean isFirst = sign != 0 && first.indexOf(sign) >= 0;
        if (!isFirst && (sign == 0 || second.indexOf(sign) < 0)) {
            return null;
        }
        next++;
        return isFirst ? Operator.TIMES : Operator.BY;
    }

    private Expression sign() {
        if (peek() == '-' || peek() == '−') {
            next++;
            return new Negation(operand());
        }
        return operand();
    }

    private Expression operand() {
        char first = peek();
        if (first == '(') {
            return inBrackets();
        }
        if (first >= '0' && first <= '9') {
            return number();
        }
        if (isLetter(first)) {
            return reference();
        }
        throw expected("a KPI, a number or an opening bracket");
    }

    private Expression inBrackets() {
        if (++depth > DEEPEST) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "expression",
                    "expression must not nest brackets deeper than " + DEEPEST + ".");
        }
        next++;
        Expression inner = sum();
        if (peek() != ')') {
            throw expected("a closing bracket");
        }
        next++;
        depth--;
        return inner;
    }

    private Expression number() {
        int start = next;
        digits();
        if (next < text.length() && text.charAt(next) == '.') {
            next++;
            int fraction = next;
            digits();
            if (fraction == next) {
                throw expected("a digit after the decimal point");
            }
        }
        return new Literal(new BigDecimal(text.substring(start, next)));
    }

    private void digits() {
        while (next < text.length() && isDigit(text.charAt(next))) {
            next++;
        }
    }

    private Expression reference() {
        int at = next + 1;
        String key = name();
        if (peek() != '[') {
            return new Reference(key, null, at);
        }
        next++;
        if (!isLetter(peek())) {
            throw expected("the name of a variant of " + key);
        }
        String variant = name();
        if (peek() != ']') {
            throw expected("a closing square bracket after the variant");
        }
        next++;
        return new Reference(key, variant, at);
    }

    private String name() {
        int start = next;
        while (next < text.length() && (isLetter(text.charAt(next)) || isDigit(text.charAt(next)))) {
            next++;
        }
        return text.substring(start, next);
    }

    /** The next character that is no blank; 0 at the end. */
    private char peek() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() ? text.charAt(next) : 0;
    }

    private static boolean isLetter(char sign) {
        return sign >= 'a' && sign <= 'z' || sign == '_';
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private Problem expected(String what) {
        char found = peek();
        String place = found == 0 ? "at the end" : "at character " + (next + 1) + ", where '" + found + "' is";
        return new Problem(ProblemCode.INVALID_VALUE, "expression", "expression needs " + what + " " + place + ".");
    }
}
