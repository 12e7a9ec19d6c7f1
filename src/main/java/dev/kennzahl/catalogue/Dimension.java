package dev.kennzahl.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What figures can be grouped and filtered by, besides time and the tenant's own custom attributes. */
public enum Dimension {
    /** The deal's region; where it has none its owner's, else its customer's. */
    REGION,
    /** The customer's country. */
    COUNTRY,
    PRODUCT,
    /** The group of the product. */
    PRODUCT_GROUP,
    CHANNEL,
    /** The employee who owns the deal. */
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
    LOST_REASON,
    /** The currency of the deal's amount. */
    CURRENCY;

    /** The name in queries: {@code product_group}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dimension> of(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
    }

    /** All that a figure about deals can be grouped by. */
    public static List<Dimension> ofDeals() {
        return List.of(values());
    }
}
