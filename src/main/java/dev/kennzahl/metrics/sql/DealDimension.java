package dev.kennzahl.metrics.sql;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Dimension;

/**
 * Where a dimension of a deal is found: an expression over the deal ({@code d}) and, if need be, its owner ({@code o}), its
 * customer ({@code c}), its product ({@code p}) and its owner's manager ({@code m}).
 *
 * @param label a name for people; null where the value is one itself
 */
record DealDimension(String expression, @Nullable String label, Set<Join> joins) {

    /** The master data a dimension needs. */
    enum Join {
        OWNER("employee_version", "o", "d.owner_id", "name, team, manager_id, region"),
        CUSTOMER("customer_version", "c", "d.customer_id", "name, region, country, industry, segment, company_size"),
        PRODUCT("product_version", "p", "d.product_id", "name, product_group"),
        MANAGER("employee_version", "m", "o.manager_id", "name");

        private final String table;
        private final String alias;
        private final String key;
        private final String columns;

        Join(String table, String alias, String key, String columns) {
            this.table = table;
            this.alias = alias;
            this.key = key;
            this.columns = columns;
        }

        /** One row per business key: two senders may know the same customer, and a deal must not count twice for it. */
        String sql(String tenant, Knowledge knowledge) {
            return " LEFT JOIN (SELECT DISTINCT ON (external_id) external_id, " + columns + " FROM " + table
                    + " v WHERE v.tenant_id = " + tenant
                    + " AND " + knowledge.condition("v") + " AND v.valid_to = 'infinity' AND v.status = 'active'"
                    + " ORDER BY external_id, record_id) " + alias + " ON " + alias + ".external_id = " + key;
        }
    }

    static DealDimension of(Dimension dimension) {
        return switch (dimension) {
            case REGION ->
                new DealDimension("coalesce(d.region, o.region, c.region)", null, Set.of(Join.OWNER, Join.CUSTOMER));
            case COUNTRY -> new DealDimension("c.country", null, Set.of(Join.CUSTOMER));
            case PRODUCT -> new DealDimension("d.product_id", "p.name", Set.of(Join.PRODUCT));
            case PRODUCT_GROUP -> new DealDimension("p.product_group", null, Set.of(Join.PRODUCT));
            case CHANNEL -> new DealDimension("d.channel", null, Set.of());
            case OWNER -> new DealDimension("d.owner_id", "o.name", Set.of(Join.OWNER));
            case TEAM -> new DealDimension("o.team", null, Set.of(Join.OWNER));
            case MANAGER -> new DealDimension("o.manager_id", "m.name", Set.of(Join.OWNER, Join.MANAGER));
            case PIPELINE -> new DealDimension("d.pipeline", null, Set.of());
            case STAGE -> new DealDimension("d.stage", null, Set.of());
            case CUSTOMER -> new DealDimension("d.customer_id", "c.name", Set.of(Join.CUSTOMER));
            case INDUSTRY -> new DealDimension("c.industry", null, Set.of(Join.CUSTOMER));
            case SEGMENT -> new DealDimension("c.segment", null, Set.of(Join.CUSTOMER));
            case COMPANY_SIZE -> new DealDimension("c.company_size", null, Set.of(Join.CUSTOMER));
            case LOST_REASON -> new DealDimension("d.lost_reason", null, Set.of());
            case CURRENCY -> new DealDimension("d.currency", null, Set.of());
        };
    }

    /** A custom attribute; its name is bound like any other text of a caller. */
    static DealDimension custom(String boundName) {
        return new DealDimension("(d.custom ->> " + boundName + ")", null, Set.of());
    }
}
