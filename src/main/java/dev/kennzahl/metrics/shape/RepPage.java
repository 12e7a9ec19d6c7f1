package dev.kennzahl.metrics.shape;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiResult;

/**
 * All about one employee who sells, as of one moment.
 *
 * @param figures KPIs of the employee's own records, each beside the period before
 * @param activities what the employee did in the period, by type, the most frequent first
 */
public record RepPage(Employee employee, Instant asOf, List<KpiResult> figures, List<Activity> activities) {

    /** Who it is. */
    public record Employee(
            String id,
            String key,
            @Nullable String name,
            @Nullable String role,
            @Nullable String team,
            @Nullable String managerId,
            @Nullable String region,
            @Nullable LocalDate hiredOn,
            @Nullable LocalDate leftOn) {}

    /** How often something was done. */
    public record Activity(String type, long count) {}
}
