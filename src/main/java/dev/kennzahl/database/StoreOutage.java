package dev.kennzahl.database;

import java.io.IOException;
import java.net.ConnectException;

/** Tells an unreachable or overloaded store from a fault of ours: the first passes by itself, the second does not. */
public final class StoreOutage {
    private StoreOutage() {}

    /** Whether the failure comes from the connection to the store and not from what was asked of it. */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof IOException
                    || cause instanceof io.vertx.core.impl.NoStackTraceTimeoutException
                    || cause instanceof io.vertx.sqlclient.ClosedConnectionException) {
                return true;
            }
            // So the pool says that no connection became free in time: there is too much to do, not too little right.
            if (cause instanceof io.vertx.core.impl.NoStackTraceThrowable && "Timeout".equals(cause.getMessage())) {
                return true;
            }
            // Class 57: the server is shutting down or starting up; 53: out of connections, memory or disk.
            if (cause instanceof io.vertx.pgclient.PgException database
                    && (database.getSqlState().startsWith("57P")
                            || database.getSqlState().startsWith("53"))) {
                return true;
            }
        }
        return false;
    }
}
