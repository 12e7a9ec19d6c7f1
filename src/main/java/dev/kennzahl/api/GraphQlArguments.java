package dev.kennzahl.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Finds which argument of a field cannot be read. The executing library refuses dates and numbers only after it has made
 * Java objects of everything, and then names a Java class; callers are owed the name of the field and the right form.
 */
final class GraphQlArguments {
    private GraphQlArguments() {}

    /**
     * The first value of the field's arguments that is no whole number of 32 bits and should be. The executing library does not
     * refuse these: it cuts what does not fit, and would answer another question.
     */
    static Optional<Problem> firstNoInt(GraphQLSchema schema, Field field, Map<String, ?> variables) {
        return firstFault(schema, field, variables, GraphQlArguments::noInt);
    }

    /** The first value of the field's arguments that its scalar cannot hold. */
    static Optional<Problem> firstFault(GraphQLSchema schema, Field field, Map<String, ?> variables) {
        return firstFault(schema, field, variables, GraphQlArguments::anyFault);
    }

    /** Whether a value of a type is at fault, by what is sought; the value may be absent. */
    private interface Fault {
        Optional<Problem> of(String name, GraphQLType type, @Nullable Object value);
    }

    private static Optional<Problem> firstFault(
            GraphQLSchema schema, Field field, Map<String, ?> variables, Fault sought) {
        GraphQLFieldDefinition definition = schema.getQueryType().getFieldDefinition(field.getName());
        if (definition == null) {
            return Optional.empty();
        }
        for (Argument given : field.getArguments()) {
            GraphQLArgument argument = definition.getArgument(given.getName());
            if (argument != null) {
                Optional<Problem> fault =
                        fault(given.getName(), argument.getType(), plain(given.getValue(), variables), sought);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> fault(String name, GraphQLType type, @Nullable Object value, Fault sought) {
        GraphQLType inner = GraphQLTypeUtil.unwrapAll(type);
        if (value instanceof List<?> list) {
            return list.stream()
                    .flatMap(item -> fault(name, inner, item, sought).stream())
                    .findFirst();
        }
        if (inner instanceof GraphQLInputObjectType input && value instanceof Map<?, ?> members) {
            return input.getFieldDefinitions().stream()
                    .flatMap(field ->
                            fault(field.getName(), field.getType(), members.get(field.getName()), sought).stream())
                    .findFirst();
        }
        return sought.of(name, type, value);
    }

    private static Optional<Problem> anyFault(String name, GraphQLType type, @Nullable Object value) {
        if (value == null) {
            return type instanceof GraphQLNonNull
                    ? Optional.of(new Problem(ProblemCode.MISSING_VALUE, name, name + " must be given."))
                    : Optional.empty();
        }
        return noInt(name, type, value).or(() -> remedy(GraphQLTypeUtil.unwrapAll(type), value.toString())
                .map(right -> new Problem(ProblemCode.INVALID_VALUE, name, name + " must be " + right + ".")));
    }

    private static Optional<Problem> noInt(String name, GraphQLType type, @Nullable Object value) {
        if (value == null || !GraphQLTypeUtil.unwrapAll(type).getName().equals("Int") || isInt(value)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                ProblemCode.INVALID_VALUE,
                name,
                name + " must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE + "."));
    }

    /** As the specification has it (3.5.1): no text, no fraction, nothing beyond 32 bits; 2.0 is a whole number. */
    private static boolean isInt(Object value) {
        if (!(value instanceof Number)) {
            return false;
        }
        try {
            new BigDecimal(value.toString()).intValueExact();
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private static Optional<String> remedy(GraphQLType type, String value) {
        if (type instanceof GraphQLEnumType enumeration) {
            return enumeration.getValue(value) == null
                    ? Optional.of("one of "
                            + enumeration.getValues().stream()
                                    .map(GraphQLEnumValueDefinition::getName)
                                    .toList())
                    : Optional.empty();
        }
        return type instanceof GraphQLNamedType scalar ? remedy(scalar.getName(), value) : Optional.empty();
    }

    private static Optional<String> remedy(String scalar, String value) {
        try {
            switch (scalar) {
                case "Date" -> LocalDate.parse(value);
                case "DateTime" -> OffsetDateTime.parse(value);
                case "Decimal" -> new BigDecimal(value);
                default -> {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.of(
                    switch (scalar) {
                        case "Date" -> "an ISO date, such as 2026-01-01";
                        case "DateTime" -> "an ISO instant with offset, such as 2026-01-01T00:00:00Z";
                        default -> "a decimal number as a text, such as \"1250.50\"";
                    });
        }
    }

    private static @Nullable Object plain(Value<?> value, Map<String, ?> variables) {
        if (value instanceof VariableReference reference) {
            return variables.get(reference.getName());
        }
        if (value instanceof ObjectValue object) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            object.getObjectFields()
                    .forEach(member -> members.put(member.getName(), plain(member.getValue(), variables)));
            return members;
        }
        if (value instanceof ArrayValue array) {
            return array.getValues().stream()
                    .map(item -> plain(item, variables))
                    .filter(java.util.Objects::nonNull)
                    .toList();
        }
        if (value instanceof EnumValue constant) {
            return constant.getName();
        }
        if (value instanceof IntValue number) {
            return number.getValue();
        }
        if (value instanceof FloatValue number) {
            return number.getValue();
        }
        return value instanceof StringValue text
                ? text.getValue()
                : value instanceof NullValue ? null : value.toString();
    }
}
