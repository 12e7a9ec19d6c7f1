package dev.kennzahl.metrics.subject;

/** What is known of the people and things a record names, and what figures are grouped by; as it is today. */
public enum MasterData {
    OWNER("employee_version", "o", "name, team, manager_id, region"),
    CUSTOMER("customer_version", "c", "name, region, country, industry, segment, company_size"),
    PRODUCT("product_version", "p", "name, product_group, list_price, variable_cost, currency"),
    /** The owner's manager, so the owner must be joined before. */
    MANAGER("employee_version", "m", "name"),
    LEAD("lead_version", "l", "lead_source, campaign_id");

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
        String believed =
                this == LEAD ? "v.status IN ('open', 'qualified', 'disqualified', 'converted')" : "v.status = 'active'";
        return " LEFT JOIN (SELECT DISTINCT ON (external_id) external_id, " + columns + " FROM " + table
                + " v WHERE v.tenant_id = :tenant AND :known(v) AND v.valid_to = 'infinity' AND " + believed
                + " ORDER BY external_id, record_id) " + alias + " ON " + alias + ".external_id = " + key;
    }
}
