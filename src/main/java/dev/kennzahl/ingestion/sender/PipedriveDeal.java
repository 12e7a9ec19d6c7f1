package dev.kennzahl.ingestion.sender;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/** What a deal says of its stage, its status and its chances. */
final class PipedriveDeal {
    static final String DELETED = "deleted";

    private static final Set<String> STATUSES = Set.of("open", "won", "lost");
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final NamedStages stages;

    PipedriveDeal(ConnectionSettings settings) {
        this.stages = new NamedStages(settings.options().path("stages"));
    }

    void read(JsonNode deal, EventFields fields) {
        stage(deal.path("stage_id"), fields);
        probability(deal, fields);
        status(deal, fields);
    }

    private void stage(JsonNode stage, EventFields fields) {
        if (stage.isContainerNode()) {
            fields.reject("stage_id", "stage_id must be the number of a stage");
        } else if (!stage.isMissingNode()) {
            fields.set("stage", "stage_id", JsonBody.scalar(stage));
        }
    }

    /** The deal's own, in percent, else that of its stage where the user says one. */
    private void probability(JsonNode deal, EventFields fields) {
        JsonNode percent = deal.path("probability");
        String stage = JsonBody.scalar(deal.path("stage_id"));
        if (percent.isContainerNode()) {
            fields.reject("probability", "probability must be a percentage from 0 to 100");
        } else if (!percent.isNull() && !percent.isMissingNode()) {
            share(percent.asText(), fields);
        } else if (stage != null && stages.probability(stage).isPresent()) {
            fields.set("probability", "stage_id", stages.probability(stage).get());
        } else if (percent.isNull()) {
            fields.set("probability", "probability", null);
        }
    }

    private static void share(String text, EventFields fields) {
        try {
            BigDecimal percent = (BigDecimal) FieldType.DECIMAL.parse(text, ZoneOffset.UTC);
            if (percent.signum() >= 0 && percent.compareTo(PERCENT) <= 0) {
                fields.set(
                        "probability", "probability", percent.movePointLeft(2).toPlainString());
                return;
            }
        } catch (InvalidValueException e) {
            // answered below: neither kind of wrong value is a percentage
        }
        fields.reject("probability", "probability must be a percentage from 0 to 100");
    }

    /** Open, won or lost; that a deal is deleted is no state of it, but its end. */
    private static void status(JsonNode deal, EventFields fields) {
        String status = JsonBody.scalar(deal.path("status"));
        if (status == null || status.equals(DELETED)) {
            return;
        } else if (!STATUSES.contains(status)) {
            fields.reject("status", "status must be one of open, won, lost, deleted");
            return;
        }
        fields.conclude("status", status);
        if (status.equals("open")) {
            fields.conclude("closed_at", null);
        } else {
            closed(deal, List.of(status + "_time", "close_time"), fields);
        }
    }

    private static void closed(JsonNode deal, List<String> members, EventFields fields) {
        for (String member : members) {
            @Nullable String text = JsonBody.scalar(deal.path(member));
            if (text != null && !text.isEmpty()) {
                Optional<Instant> time = PipedriveTimes.of(deal, member);
                fields.set("closed_at", member, time.map(Instant::toString).orElse(text));
                return;
            }
        }
    }

    static boolean isDeleted(JsonNode deal) {
        return deal.path("status").asText().equals(DELETED);
    }
}
