package dev.kennzahl.ingestion.sender;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.InvalidValueException;

/** The choices that every organisation has, by number. Their display texts come in the language of the user, so we bring our own. */
final class DynamicsChoices {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

    private static final Map<String, Map<String, String>> LABELS = Map.of(
            "opportunity.salesstage", Map.of("0", "Qualify", "1", "Develop", "2", "Propose", "3", "Close"),
            "opportunity.statuscode",
                    Map.of("1", "In Progress", "2", "On Hold", "3", "Won", "4", "Canceled", "5", "Out-Sold"),
            "lead.statuscode",
                    Map.of(
                            "1", "New",
                            "2", "Contacted",
                            "3", "Qualified",
                            "4", "Lost",
                            "5", "Cannot Contact",
                            "6", "No Longer Interested",
                            "7", "Canceled"),
            "lead.leadqualitycode", Map.of("1", "Hot", "2", "Warm", "3", "Cold"),
            "lead.leadsourcecode",
                    Map.of(
                            "1", "Advertisement",
                            "2", "Employee Referral",
                            "3", "External Referral",
                            "4", "Partner",
                            "5", "Public Relations",
                            "6", "Seminar",
                            "7", "Trade Show",
                            "8", "Web",
                            "9", "Word of Mouth",
                            "10", "Other"));

    private static final Map<String, Map<String, String>> STATUS_OF_STATE = Map.of(
            "opportunity", Map.of("0", "open", "1", "won", "2", "lost"),
            "lead", Map.of("0", "open", "1", "qualified", "2", "disqualified"));

    private DynamicsChoices() {}

    /** Whether we know what the column's numbers mean. */
    static boolean isKnown(String entityName, String column) {
        return LABELS.containsKey(entityName + "." + column);
    }

    /**
     * What a choice is called; a choice the organisation added stays a number.
     *
     * @throws InvalidValueException when the text is no number of a choice
     */
    static @Nullable String label(String entityName, String column, @Nullable String number) {
        if (number == null) {
            return null;
        } else if (!NUMBER.matcher(number).matches()) {
            throw new InvalidValueException("must be the number of a choice");
        }
        return LABELS.getOrDefault(entityName + "." + column, Map.of()).getOrDefault(number, number);
    }

    /**
     * The status that a statecode stands for. The statuscode beside it does not tell: organisations add their own.
     *
     * @throws InvalidValueException when there is no such state
     */
    static @Nullable String status(String entityName, @Nullable String state) {
        Map<String, String> statuses = STATUS_OF_STATE.getOrDefault(entityName, Map.of());
        if (state != null && !statuses.containsKey(state)) {
            throw new InvalidValueException("must be 0, 1 or 2");
        }
        return state == null ? null : statuses.get(state);
    }
}
