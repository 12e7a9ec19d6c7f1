package dev.kennzahl.ingestion.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Takes out of event keys what they say and leaves them in their order. Of values of one time the one with the greater key holds,
 * so a key may become another one only where it stays between the same neighbours.
 */
public final class OpaqueKeys {
    /** Lower than anything a key is made of, so that what begins with a key and this comes right after the key. */
    private static final char FIRST = '\u0001';

    private OpaqueKeys() {}

    /**
     * New keys for some of the keys of a record, or of records that merges connect.
     *
     * @param keys all their keys
     * @param isTelling whether a key must not stay
     * @return old key to new, for those that must not stay
     */
    public static Map<String, String> of(Collection<String> keys, Predicate<String> isTelling) {
        Map<String, String> opaque = new HashMap<>();
        String before = "";
        int rank = 0;
        for (String key : new TreeSet<>(keys)) {
            if (isTelling.test(key)) {
                opaque.put(key, before + FIRST + String.format("%08d", rank++));
            } else {
                before = key;
                rank = 0;
            }
        }
        return opaque;
    }
}
