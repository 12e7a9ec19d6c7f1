package dev.kennzahl.metrics.subject;

import java.util.regex.Pattern;

/** What is known of the people and things a record names, and what figures are grouped by; as it is today. */
public enum MasterData {
    OWNER("employee_version", "o", "name, team, manager_id, region"),
    CUSTOMER("customer_version", "c", "name, region, country, industry, segment, company_size, needs"),
    PRODUCT("product_version", "p", "name, product_group, list_price, variable_cost, currency"),
    /** The owner's manager, so the owner must be joined before. */
    MANAGER("employee_version", "m", "name"),
    LEAD("lead_version", "l", "lead_source, campaign_id");

    private static final Pattern READ = Pattern.compile("\\b[ocpml]\\.");

    private final String table;
    private final String alias;
    private final String columns;

    MasterData(String table, String alias, String columns) {
        this.table = table;
        this.alias = alias;
        this.columns = columns;
    }

    /**
     * A join; one row per business key, as two senders may know the same customer and a record must not count twice for it.
     *
     * @param key the part that holds the business key
     */
    public String join(String key) {
        return " LEFT JOIN (SELECT DISTINCT ON (external_id) external_id, " + columns + from()
                + " ORDER BY external_id, record_id) " + alias + " ON " + alias + ".external_id = " + key;
    }

    /** The same join, looked up for each record: better for few of them. */
    public String lookUp(String key) {
        return " LEFT JOIN LATERAL (SELECT external_id, " + columns + from() + " AND v.external_id = " + key
                + " ORDER BY record_id LIMIT 1) " + alias + " ON true";
    }

    private String from() {
        String believed =
                this == LEAD ? "v.status IN ('open', 'qualified', 'disqualified', 'converted')" : "v.status = 'active'";
        return " FROM " + table + " v WHERE v.tenant_id = :tenant AND :known(v) AND v.valid_to = 'infinity' AND "
                + believed;
    }

    /** Whether a part reads what is known of people and things, and so may change without the record changing. */
    public static boolean isReadBy(String part) {
        return READ.matcher(part).find();
    }
}
