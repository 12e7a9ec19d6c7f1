package dev.kennzahl.ingestion.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * How a foreign file's columns and values become ours.
 *
 * @param columns the file's column to the columns of ours that it fills; columns not named keep their names
 * @param values per column of ours, the file's values to ours; values not named stay as they are
 * @param defaults per column of ours, the value where the file has none
 */
@RegisterForReflection
@Schema(description = "How a foreign file's columns and values become ours.")
public record ColumnMapping(
        @Schema(
                        description =
                                "The file's column to the columns of ours that it fills. Columns not named keep their names.")
                Map<String, List<String>> columns,
        @Schema(description = "Per column of ours, the file's values to ours. Values not named stay as they are.")
                Map<String, Map<String, String>> values,
        @Schema(description = "Per column of ours, the value where the file has none.") Map<String, String> defaults) {

    /** Changes nothing. */
    public static final ColumnMapping NONE = new ColumnMapping(Map.of(), Map.of(), Map.of());

    public ColumnMapping {
        columns = columns == null ? Map.of() : columns;
        values = values == null ? Map.of() : values;
        defaults = defaults == null ? Map.of() : defaults;
        for (List<String> targets : columns.values()) {
            if (targets == null
                    || targets.isEmpty()
                    || targets.stream().anyMatch(name -> name == null || name.isBlank())) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        "columns",
                        "Each column of the file must map to at least one named column.");
            }
        }
    }

    /** The columns of ours that the file's columns fill. */
    public List<String> targets(String column) {
        return columns.getOrDefault(column, List.of(column));
    }

    /** The row in our words. */
    public Map<String, @Nullable String> apply(Map<String, @Nullable String> cells) {
        Map<String, @Nullable String> mapped = new LinkedHashMap<>();
        cells.forEach((column, value) -> {
            for (String target : targets(column)) {
                mapped.put(target, value == null ? null : translated(target, value));
            }
        });
        defaults.forEach((column, value) -> {
            if (mapped.get(column) == null) {
                mapped.put(column, value);
            }
        });
        return mapped;
    }

    private String translated(String target, String value) {
        return values.getOrDefault(target, Map.of()).getOrDefault(value, value);
    }

    public static ColumnMapping parse(@Nullable String definition, ObjectMapper json) {
        if (definition == null) {
            return NONE;
        }
        try {
            return json.readValue(definition, ColumnMapping.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mapping was read before it was stored", e);
        }
    }
}
