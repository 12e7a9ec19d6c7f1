package dev.kennzahl.ingestion;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A place where a person may stand besides the events and versions of records; found by injection, so a new kind of table joins
 * by one class. What it must do: put {@link Erasing#pseudonymOf} in the place of the person's keys in all columns that
 * {@link dev.kennzahl.sales.PersonalData} says refer to its kind, take keys and names out of its texts with
 * {@link Erasing#inText}, compute anew what is computed from either, and leave every figure as it was.
 */
public interface ErasurePlace {
    /** Erases the person here, in the transaction that holds the tenant's turn. */
    Uni<ErasureCounts> erase(SqlConnection connection, Erasing person);
}
