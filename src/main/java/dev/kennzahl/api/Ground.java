package dev.kennzahl.api;

import io.smallrye.mutiny.Uni;

/** What an answer follows from beside its question, such as all that is known of a tenant. Equal ones hold alike. */
public interface Ground {
    /** Whether it is still as it was, so that who asks the same now is owed the same answer. */
    Uni<Boolean> holds();
}
