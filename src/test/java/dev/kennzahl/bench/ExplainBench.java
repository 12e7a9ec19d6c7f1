package dev.kennzahl.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Why won revenue, and the win rate, of one year are not those of the year before, by four dimensions, of a tenant with two million
 * deals: against the two values that are explained, asked one after the other in the same way. Once where only the records tell, as
 * somebody filters for what no sums are kept by, and once where sums are kept; once of a tenant who came with all of them, of which
 * nothing was known when the years ended, and once of one whose deals became known as they closed, some of them late.
 */
class ExplainBench {
    private static final int ROUNDS_OF_RECORDS = 9;
    /** Of milliseconds more are needed, and a warmer machine. */
    private static final int ROUNDS_OF_SUMS = 90;

    private static final String PERIODS = "from=2025-01-01&to=2026-01-01&compareFrom=2024-01-01&compareTo=2025-01-01";

    /** As of instants to come, which are as good as now, so that nobody is given what was answered before. */
    private static final String UNASKED = "&asOf=2099-01-01T00:00:00.%06dZ";

    private int asked;

    @ParameterizedTest
    @EnumSource
    void explainsInThreeTimesTheTimeOfTheValues(DealTenant.Learned learned) throws SQLException {
        try (BenchService service = new BenchService("explanations")) {
            BenchService.Tenant tenant = service.newTenant();
            DealTenant.fill(service, tenant, Report.scaled(2_000_000), learned);
            while (!FigureQuestions.areAllSumsKept(service, tenant)) {
                BenchService.pause(200);
            }
            DealTenant.settle(service, tenant);
            String how = learned.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            for (String kpi : List.of("won_revenue", "win_rate")) {
                compare(tenant, kpi, "records learned " + how, "&where=pipeline:default");
                compare(tenant, kpi, "sums of deals learned " + how, "");
            }
        }
    }

    private void compare(BenchService.Tenant tenant, String kpi, String from, String filter) {
        List<Double> values = new ArrayList<>();
        List<Double> explanations = new ArrayList<>();
        List<Double> unlate = new ArrayList<>();
        int rounds = filter.isEmpty() ? ROUNDS_OF_SUMS : ROUNDS_OF_RECORDS;
        for (int i = -rounds / 3; i < rounds; i++) {
            double both = nanos(tenant, kpi + "/values?from=2025-01-01&to=2026-01-01" + filter)
                    + nanos(tenant, kpi + "/values?from=2024-01-01&to=2025-01-01" + filter);
            String explanation = kpi + "/explanation?" + PERIODS + "&by=region,channel,owner,product" + filter;
            double explained = nanos(tenant, explanation);
            double withoutLate = nanos(tenant, explanation + "&late=false");
            if (i >= 0) { // the first rounds warm up
                values.add(both);
                explanations.add(explained);
                unlate.add(withoutLate);
            }
        }
        Report.note(
                "%s from %s: two values %.1f ms, explanation %.1f ms, without late data %.1f ms",
                kpi, from, Report.median(values) / 1e6, Report.median(explanations) / 1e6, Report.median(unlate) / 1e6);
        Report.atMost(
                kpi + " explained by four dimensions from " + from + ", × the two values",
                Report.median(explanations) / Report.median(values),
                3);
    }

    private double nanos(BenchService.Tenant tenant, String path) {
        String unasked = String.format(Locale.ROOT, UNASKED, asked++);
        long start = System.nanoTime();
        tenant.client().get("/api/v1/kpis/" + path + unasked);
        return System.nanoTime() - start;
    }
}
