package dev.kennzahl.security;

import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. An admin may do everything of its tenant. */
public final class Roles {
    /** Read figures and records. */
    public static final String VIEWER = "viewer";
    /** Write data: imports, connections' deliveries. */
    public static final String INGEST = "ingest";
    /** Everything of the tenant. */
    public static final String ADMIN = "admin";

    /** All roles. */
    public static final Set<String> ALL = Set.of(VIEWER, INGEST, ADMIN);

    private Roles() {}

    /** What comes with these names: names that are no roles give nothing, an admin has all of them. */
    static Set<String> granted(Set<String> names) {
        return names.contains(ADMIN)
                ? ALL
                : names.stream().filter(ALL::contains).collect(Collectors.toUnmodifiableSet());
    }
}
