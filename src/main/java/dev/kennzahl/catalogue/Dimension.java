package dev.kennzahl.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What figures can be grouped and filtered by, besides time and the tenant's own custom attributes. */
public enum Dimension {
    /** The record's region; where a deal has none its owner's, else its customer's. */
    REGION,
    /** The customer's country. */
    COUNTRY,
    PRODUCT,
    /** The group of the product. */
    PRODUCT_GROUP,
    CHANNEL,
    /** The employee who owns the record. */
    OWNER,
    /** The owner's team. */
    TEAM,
    /** The owner's manager. */
    MANAGER,
    PIPELINE,
    STAGE,
    CUSTOMER,
    /** The customer's industry. */
    INDUSTRY,
    /** The customer's segment. */
    SEGMENT,
    /** The customer's size. */
    COMPANY_SIZE,
    /** What the customer needs. */
    NEEDS,
    LOST_REASON,
    /** The currency of the record's amount. */
    CURRENCY,
    /** The campaign of the lead, of the lead behind the deal, or of the cost. */
    CAMPAIGN,
    /** Where the lead came from, or the lead behind the deal. */
    LEAD_SOURCE,
    /** The status of a lead. */
    STATUS,
    COMPETITOR,
    /** The rank of the own price among those observed when the deal was closed, 1 the cheapest. */
    PRICE_POSITION,
    /** How a customer buys of late and what it last said: {@code declining}, {@code overdue_dissatisfied} and so on. */
    RISK_SEGMENT;

    /** The name in queries: {@code product_group}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dimension> of(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
    }
}
