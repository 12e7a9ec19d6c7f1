package dev.kennzahl.security;

import java.util.Set;

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
}
