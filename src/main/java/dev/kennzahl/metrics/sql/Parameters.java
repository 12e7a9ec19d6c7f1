package dev.kennzahl.metrics.sql;

import java.util.ArrayList;
import java.util.List;

import io.vertx.mutiny.sqlclient.Tuple;

/** The bound values of a statement: the only way anything a caller wrote gets into SQL. */
final class Parameters {
    private final List<Object> values = new ArrayList<>();

    /** Binds a value and gives the text that stands for it: {@code $3}. */
    String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    Tuple tuple() {
        return Tuple.from(values);
    }
}
