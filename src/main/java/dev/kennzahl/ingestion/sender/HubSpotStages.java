package dev.kennzahl.ingestion.sender;

import java.util.Map;

import dev.kennzahl.ingestion.sender.StageTable.Stage;

/** The stages of HubSpot's default pipeline. */
final class HubSpotStages {
    static final Map<String, Stage> DEFAULTS = Map.of(
            "appointmentscheduled", new Stage(false, "0.2"),
            "qualifiedtobuy", new Stage(false, "0.4"),
            "presentationscheduled", new Stage(false, "0.6"),
            "decisionmakerboughtin", new Stage(false, "0.8"),
            "contractsent", new Stage(false, "0.9"),
            "closedwon", new Stage(true, "1.0"),
            "closedlost", new Stage(true, "0.0"));

    private HubSpotStages() {}
}
