package dev.kennzahl.demo.sample;

/**
 * How much there is to load, for a display of the progress.
 *
 * @param deals records of deals, duplicates and survivors of merges included
 * @param dealRows rows of the file of deals
 */
public record SampleCounts(
        int employees,
        int products,
        int customers,
        int leads,
        int deals,
        int fileDeals,
        int dealRows,
        int hubSpotDeals,
        int hubSpotEvents,
        int hubSpotDeliveries,
        int portalDeals,
        int portalLeads,
        int portalMessages) {}
