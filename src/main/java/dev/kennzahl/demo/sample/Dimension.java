package dev.kennzahl.demo.sample;

/** What the true figures can be told apart by; named like the dimensions of the service. */
public enum Dimension {
    REGION,
    PRODUCT,
    PRODUCT_GROUP,
    OWNER,
    TEAM,
    MANAGER,
    INDUSTRY,
    CHANNEL,
    CUSTOMER;

    /** The name in a question: {@code product_group}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
