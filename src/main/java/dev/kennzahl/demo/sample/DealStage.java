package dev.kennzahl.demo.sample;

import java.util.List;

/** The stages of a deal, by the names and probabilities of HubSpot's default pipeline. */
public enum DealStage {
    APPOINTMENT_SCHEDULED("appointmentscheduled", "0.2", "pipeline"),
    QUALIFIED_TO_BUY("qualifiedtobuy", "0.4", "pipeline"),
    PRESENTATION_SCHEDULED("presentationscheduled", "0.6", "best_case"),
    DECISION_MAKER_BOUGHT_IN("decisionmakerboughtin", "0.8", "best_case"),
    CONTRACT_SENT("contractsent", "0.9", "commit"),
    CLOSED_WON("closedwon", "1", "closed"),
    CLOSED_LOST("closedlost", "0", "omitted");

    /** The stages of an open deal after the first, in their order. */
    static final List<DealStage> ON_THE_WAY =
            List.of(QUALIFIED_TO_BUY, PRESENTATION_SCHEDULED, DECISION_MAKER_BOUGHT_IN, CONTRACT_SENT);

    private final String id;
    private final String probability;
    private final String forecastCategory;

    DealStage(String id, String probability, String forecastCategory) {
        this.id = id;
        this.probability = probability;
        this.forecastCategory = forecastCategory;
    }

    public String id() {
        return id;
    }

    String probability() {
        return probability;
    }

    String forecastCategory() {
        return forecastCategory;
    }

    public boolean isOpen() {
        return this != CLOSED_WON && this != CLOSED_LOST;
    }

    /** {@code open}, {@code won} or {@code lost}. */
    public String status() {
        return isOpen() ? "open" : this == CLOSED_WON ? "won" : "lost";
    }
}
