package dev.kennzahl.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * The fields that a document selects, with its fragments unfolded. Fragments that spread others twice each unfold to any size, so it gives up
 * where no request can be meant.
 */
final class DocumentFields {
    /** As many as the executing library counts before it gives up itself. */
    private static final int MOST = 5_000;

    /** Whose values are lists of all there is, each element of which leads to more lists. */
    private static final Set<String> LISTS = Set.of("types", "fields", "inputFields", "interfaces", "possibleTypes");

    /** The whole schema, type by type and field by field, is two; one more multiplies that by some hundreds. */
    private static final int DEEPEST_LISTS = 2;

    private static final int MOST_LISTS = 50;

    private final Document document;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private int visited;
    private int lists;

    DocumentFields(Document document) {
        this.document = document;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    /** The fields that each operation itself selects. */
    List<List<Field>> ofOperations() {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .map(operation -> of(operation.getSelectionSet()))
                .toList();
    }

    /**
     * Refuses to describe types of fields of types of fields: the answer would be larger than any schema. (The library has a check of its own,
     * which also refuses to describe two types.)
     *
     * @param operations the fields that each operation itself selects
     * @throws Problem {@code QUERY_TOO_COMPLEX}; final
     */
    void requireModestIntrospection(List<List<Field>> operations) {
        operations.forEach(fields -> fields.stream()
                .filter(field ->
                        field.getName().equals("__schema") || field.getName().equals("__type"))
                .forEach(field -> requireModest(field.getSelectionSet(), 0)));
    }

    private void requireModest(@Nullable SelectionSet selections, int above) {
        for (Field field : of(selections)) {
            boolean isList = LISTS.contains(field.getName());
            int deep = isList ? above + 1 : above;
            lists += isList ? 1 : 0;
            if (deep > DEEPEST_LISTS || lists > MOST_LISTS) {
                throw tooComplex("The document asks for lists of the schema within lists, or for too many of them");
            }
            requireModest(field.getSelectionSet(), deep);
        }
    }

    private List<Field> of(@Nullable SelectionSet selections) {
        List<Field> fields = new ArrayList<>();
        if (selections != null) {
            collect(selections, Set.of(), fields);
        }
        return fields;
    }

    /** @param open the fragments being unfolded: one that contains itself is left to the validation to refuse */
    private void collect(SelectionSet selections, Set<String> open, List<Field> fields) {
        for (Selection<?> selection : selections.getSelections()) {
            if (++visited > MOST) {
                throw tooComplex("The document selects more than " + MOST + " fields");
            }
            if (selection instanceof Field field) {
                fields.add(field);
            } else if (selection instanceof InlineFragment inline) {
                collect(inline.getSelectionSet(), open, fields);
            } else if (selection instanceof FragmentSpread spread
                    && fragments.containsKey(spread.getName())
                    && !open.contains(spread.getName())) {
                Set<String> inside = new HashSet<>(open);
                inside.add(spread.getName());
                collect(fragments.get(spread.getName()).getSelectionSet(), inside, fields);
            }
        }
    }

    private static Problem tooComplex(String what) {
        return new Problem(ProblemCode.QUERY_TOO_COMPLEX, "query", what + "; ask in several requests.");
    }
}
