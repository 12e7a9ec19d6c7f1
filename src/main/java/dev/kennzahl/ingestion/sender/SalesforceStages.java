package dev.kennzahl.ingestion.sender;

import java.util.Map;

import dev.kennzahl.ingestion.sender.StageTable.Stage;

/** The opportunity stages of a new Salesforce organisation. They go by their name; the stages option overrules them. */
final class SalesforceStages {
    static final Map<String, Stage> DEFAULTS = Map.of(
            "Prospecting", new Stage(false, "0.1"),
            "Qualification", new Stage(false, "0.1"),
            "Needs Analysis", new Stage(false, "0.2"),
            "Value Proposition", new Stage(false, "0.5"),
            "Id. Decision Makers", new Stage(false, "0.6"),
            "Perception Analysis", new Stage(false, "0.7"),
            "Proposal/Price Quote", new Stage(false, "0.75"),
            "Negotiation/Review", new Stage(false, "0.9"),
            "Closed Won", new Stage(true, "1.0"),
            "Closed Lost", new Stage(true, "0.0"));

    private SalesforceStages() {}
}
