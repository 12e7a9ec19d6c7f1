package dev.kennzahl.metrics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.sales.ChurnModel;
import dev.kennzahl.sales.TenantSettings;

/**
 * What an answer can be verified by: all that it follows from, and a digest of what it says. It gives access to nothing.
 *
 * @param question the whole question, its variant always named
 * @param definitionVersion the version of the KPI's definition
 * @param asOf up to when what goes on was counted
 * @param watermark when the newest change that the answer can hold became known
 * @param records the sample sizes of all points of all series added up, those compared with left out: a record counts once
 *     in every point it stands behind
 * @param digest see {@link AnswerDigest}
 */
@RegisterForReflection
public record Receipt(
        KpiQuery question,
        String definitionVersion,
        Settings settings,
        Instant asOf,
        Instant watermark,
        long records,
        String digest) {

    public Receipt {
        Objects.requireNonNull(question);
        Objects.requireNonNull(question.variant());
        Objects.requireNonNull(definitionVersion);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(watermark);
        Objects.requireNonNull(digest);
    }

    /** The tenant's settings that figures depend on. */
    @RegisterForReflection
    public record Settings(
            ZoneId timezone, DayOfWeek weekStart, int fiscalYearStartMonth, String currency, ChurnModel churn) {
        public Settings {
            Objects.requireNonNull(timezone);
            Objects.requireNonNull(weekStart);
            Objects.requireNonNull(currency);
            Objects.requireNonNull(churn);
        }

        static Settings of(TenantSettings settings) {
            ReportingCalendar calendar = settings.calendar();
            return new Settings(
                    calendar.zone(),
                    calendar.weekStart(),
                    calendar.fiscalYearStartMonth(),
                    settings.currency(),
                    settings.churn());
        }

        /** As if the tenant had these settings still. */
        TenantSettings in(TenantSettings current) {
            return new TenantSettings(
                    current.tenantId(),
                    new ReportingCalendar(timezone, weekStart, fiscalYearStartMonth),
                    currency,
                    churn,
                    current.watermark(),
                    current.kpiRevision());
        }
    }

    static Receipt of(
            KpiQuery question,
            String definitionVersion,
            TenantSettings settings,
            Instant asOf,
            Instant watermark,
            @Nullable String currency,
            List<KpiResult.Series> series) {
        long records = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToLong(point -> point.value().sampleSize())
                .sum();
        return new Receipt(
                question,
                definitionVersion,
                Settings.of(settings),
                asOf,
                watermark,
                records,
                AnswerDigest.of(question, currency, series));
    }
}
