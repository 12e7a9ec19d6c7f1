package dev.kennzahl.metrics.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.subject.DimensionPart;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.Subject;

/**
 * The columns of records that their groups follow from. Summed by them first, millions of records become a few rows, and only
 * these are looked up in the master data.
 */
final class GroupKeys {
    private static final Pattern COLUMN = Pattern.compile("\\bf\\.([a-z_]+)");

    /** By the name they go by afterwards. */
    private final Map<String, String> columns = new LinkedHashMap<>();

    private GroupKeys() {}

    /** Empty where nothing is looked up for groups, or by something else than a column. */
    static Optional<GroupKeys> of(Subject subject, List<DimensionPart> groups) {
        return groups.stream().allMatch(group -> group.needs().isEmpty())
                ? Optional.empty()
                : ofColumns(subject, groups);
    }

    /** The same also where nothing is looked up. */
    static Optional<GroupKeys> ofColumns(Subject subject, List<DimensionPart> groups) {
        GroupKeys keys = new GroupKeys();
        groups.forEach(group -> {
            keys.addColumns(group.sql());
            keys.addColumns(group.label());
        });
        for (DimensionPart group : groups) {
            for (MasterData needed : group.needs()) {
                if (needed == MasterData.MANAGER) {
                    continue; // found by way of the owner
                }
                String key = String.valueOf(subject.keyOf(needed));
                Matcher column = COLUMN.matcher(key);
                if (!column.matches()) {
                    return Optional.empty();
                }
                if (group.own() == null) {
                    keys.columns.put(column.group(1), key);
                } else {
                    // Whoever has a value of its own need not be told apart by whom it names.
                    keys.columns.putIfAbsent(
                            column.group(1), "CASE WHEN " + group.own() + " IS NULL THEN " + key + " END");
                }
            }
        }
        return Optional.of(keys);
    }

    private void addColumns(@Nullable String part) {
        if (part != null) {
            COLUMN.matcher(part)
                    .results()
                    .map(MatchResult::group)
                    .forEach(column -> columns.put(column.substring(2), column));
        }
    }

    /** {@code , f.region AS region, f.owner_id AS owner_id}, ready to follow other columns. */
    String selected() {
        StringBuilder selected = new StringBuilder();
        columns.forEach((name, column) ->
                selected.append(", ").append(column).append(" AS ").append(name));
        return selected.toString();
    }

    /** {@code , region, owner_id}. */
    String names() {
        return ", " + String.join(", ", columns.keySet());
    }
}
