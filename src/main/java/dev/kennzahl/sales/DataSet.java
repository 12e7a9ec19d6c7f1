package dev.kennzahl.sales;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of file: its columns, and what must hold of a row. Records with a two-time history are {@link EntityType}s, facts are
 * {@link FactType}s; whoever does not care which, such as the reader of rows and the documents, knows this only.
 */
public sealed interface DataSet permits EntityType, FactType {
    /** The name in paths: {@code deals}. */
    String dataset();

    /** The singular name, as stored and shown: {@code deal}. */
    String key();

    /** The column of the id, where rows have one that is theirs alone: it is kept as the external id and not as a field. */
    Optional<String> idColumn();

    /** What the id says. */
    String idDescription();

    /** The columns that every row must fill, the id among them. */
    List<String> requiredColumns();

    /** The columns besides the id, in the order of the contract. */
    List<Field> describedFields();

    /** What a column holds where the row leaves it empty. */
    Map<String, String> defaults();

    /** What must hold of a row beyond the types of its values. */
    List<RowCheck> checks();

    /** How many characters a column may hold: what stands in an index has a limit. */
    int longestText(String column);

    /** The field of that name. */
    Optional<Field> field(String name);

    static List<DataSet> all() {
        return Stream.<DataSet>concat(Stream.of(EntityType.values()), Stream.of(FactType.values()))
                .toList();
    }

    /** The names of all data sets, for those who asked for another. */
    static List<String> names() {
        return all().stream().map(DataSet::dataset).toList();
    }

    static Optional<DataSet> ofName(String dataset) {
        return all().stream().filter(set -> set.dataset().equals(dataset)).findFirst();
    }
}
