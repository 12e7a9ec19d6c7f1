package dev.kennzahl.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A tenant with any number of deals, put into the store past the intake: that is measured elsewhere and takes its time. */
final class DealTenant {
    /** What is true of the deals of every size: closed over 1,096 days to 2026, and come in that order, seven in ten closed ones won. */
    static final String FIRST_DAY = "2023-01-01";

    /** How the service learned of them. */
    enum Learned {
        /** All at once, when the tenant came. */
        BY_IMPORT("timestamptz '2026-01-02'"),
        /** An hour after they were closed, one in fifty weeks later. */
        AS_THEY_CLOSED("closed + CASE WHEN i % 50 = 0 THEN interval '40 days' ELSE interval '1 hour' END");

        private final String knownFrom;

        Learned(String knownFrom) {
            this.knownFrom = knownFrom;
        }
    }

    private DealTenant() {}

    static void fill(BenchService service, BenchService.Tenant tenant, int deals) throws SQLException {
        fill(service, tenant, deals, Learned.BY_IMPORT);
    }

    static void fill(BenchService service, BenchService.Tenant tenant, int deals, Learned learned) throws SQLException {
        try (Connection connection = service.connectAsOwner(tenant.id());
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(
                    Locale.ROOT,
                    """
                    INSERT INTO deal_version (tenant_id, record_id, valid_from, valid_to, known_from, known_to, external_id, status,
                           needs_resync, content, name, customer_id, owner_id, product_id, region, channel, pipeline, stage, amount,
                           currency, created_at, closed_at, custom)
                    SELECT %1$d, md5('%1$d/' || i)::uuid, closed, 'infinity', %4$s, 'infinity', 'D' || i,
                           CASE WHEN i %% 10 < 7 THEN 'won' ELSE 'lost' END, false, md5('c' || i)::uuid, 'Deal ' || i, 'C' || i %% 9973,
                           'E' || i %% 101, 'P' || i %% 23, (ARRAY['North', 'East', 'South', 'West', 'Centre'])[1 + i %% 5],
                           (ARRAY['web', 'fair', 'partner'])[1 + i %% 3], 'default', 'closed', (i %% 100000) / 10.0, 'EUR',
                           closed - interval '20 days', closed, '{}'
                      FROM (SELECT i, timestamptz '%2$s 00:00Z' + interval '1 second' * (i::bigint * 7919 %% 94694400) AS closed
                              FROM generate_series(1, %3$d) i) deal
                     ORDER BY closed
                    """,
                    tenant.id(),
                    FIRST_DAY,
                    deals,
                    learned.knownFrom));
            statement.execute("UPDATE tenant_clock SET known_at = now() WHERE tenant_id = " + tenant.id());
        }
    }

    /** What a store does by itself after a while. */
    static void settle(BenchService service, BenchService.Tenant tenant) throws SQLException {
        try (Connection connection = service.connectAsOwner(tenant.id());
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE deal_version");
            statement.execute("VACUUM ANALYZE rollup_cell");
        }
    }
}
