package dev.kennzahl.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Won revenue per month for 24 months by region, of a tenant with two million deals among 50: asked through GraphQL, against
 * the same month cells read by a prepared statement, and against the question put to the table of deals. The same as asked again
 * and again, and as of ever new instants, so that nothing remembered helps. Then a question that no sums are kept for.
 */
class FigureBench {
    private static final int ROUNDS = 5;
    private static final int COUNT = 2_000;
    private static final int CONNECTIONS = 16;

    @Test
    void answersFromMonthCells() throws SQLException {
        try (BenchService service = new BenchService("figures")) {
            FigureQuestions usual = among50Tenants(service);
            compare(usual);
            sideBySide(usual);
            withThreeDimensions(usual);
            new BusyFigures(service, usual).compareWithIdle();
        }
    }

    /** Filling takes a quarter of an hour. */
    @Test
    @EnabledIfSystemProperty(named = "kennzahl.bench.large", matches = "true")
    void takesNoLongerForFiveTimesAsManyDeals() throws SQLException {
        try (BenchService service = new BenchService("large-figures")) {
            FigureQuestions usual = among50Tenants(service);
            FigureQuestions large = tenant(service, Report.scaled(10_000_000));
            double answer = compare(usual);
            Report.atMost("with five times as many deals, × the time", compare(large) / answer, 1.3);
            withThreeDimensions(large);
        }
    }

    private static FigureQuestions among50Tenants(BenchService service) throws SQLException {
        for (int i = 0; i < 49; i++) {
            DealTenant.fill(service, service.newTenant(), Report.scaled(5_000));
        }
        FigureQuestions usual = tenant(service, Report.scaled(2_000_000));
        warmUp(usual);
        return usual;
    }

    private static FigureQuestions tenant(BenchService service, int deals) throws SQLException {
        BenchService.Tenant tenant = service.newTenant();
        Report.note("filling in %d deals", deals);
        DealTenant.fill(service, tenant, deals);
        DealTenant.settle(service, tenant);
        long start = System.nanoTime();
        // Sums are kept of what is asked for.
        tenant.client().get("/api/v1/kpis/won_revenue/values?from=2024-01-01&to=2026-01-01&groupBy=region");
        while (!FigureQuestions.areSumsKept(service, tenant)) {
            BenchService.pause(200);
        }
        Report.note("%d deals: sums kept %.1f s after they came", deals, (System.nanoTime() - start) / 1e9);
        DealTenant.settle(service, tenant);
        return new FigureQuestions(service, tenant);
    }

    /** The compilers of the JVM need their time once: until answers come no faster for a while. */
    private static void warmUp(FigureQuestions questions) {
        double best = 0;
        int rounds = 0;
        for (int since = 0; since < 5 && rounds < 100; rounds++, since++) {
            questions.again(1, COUNT);
            questions.nothing(1, COUNT);
            double perSecond = questions.anew(4, 2 * COUNT).perSecond();
            if (perSecond > 1.05 * best) {
                best = perSecond;
                since = 0;
            }
        }
        questions.cells(COUNT);
        Report.note("warm after %d rounds: %.0f answers/s of 4 connections", rounds, best);
    }

    /** Gives the median of an answer never given before, in nanoseconds. */
    private static double compare(FigureQuestions questions) throws SQLException {
        List<Double> again = new ArrayList<>();
        List<Double> anew = new ArrayList<>();
        List<Double> nothing = new ArrayList<>();
        List<Double> cells = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            again.add(median(questions.again(1, COUNT).nanos()));
            anew.add(median(questions.anew(1, COUNT).nanos()));
            nothing.add(median(questions.nothing(1, COUNT).nanos()));
            cells.add(median(questions.cells(COUNT)));
        }
        double empty = Report.median(nothing);
        double statement = Report.median(cells);
        double records = questions.records();
        Report.note(
                "answer %.2f ms, one never given before %.2f ms, empty GraphQL request %.2f ms, month cells by prepared statement %.2f ms, records by SQL %.0f ms",
                Report.median(again) / 1e6, Report.median(anew) / 1e6, empty / 1e6, statement / 1e6, records / 1e6);
        Report.atMost(
                "answer less an empty request, × reading the month cells",
                (Report.median(again) - empty) / statement,
                2);
        Report.atMost("the same for answers never given before", (Report.median(anew) - empty) / statement, 2);
        Report.atLeast(
                "the question asked of the records by SQL, × an answer never given before",
                records / Report.median(anew),
                50);
        return Report.median(anew);
    }

    private static double median(long[] nanos) {
        return Report.quantile(nanos, 0.5);
    }

    private static void sideBySide(FigureQuestions questions) {
        List<Double> again = new ArrayList<>();
        List<Double> anew = new ArrayList<>();
        List<Double> statements = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            again.add(questions.again(CONNECTIONS, COUNT * 4).perSecond());
            anew.add(questions.anew(CONNECTIONS, COUNT * 2).perSecond());
            statements.add(questions.cellsPerSecond(CONNECTIONS, COUNT));
        }
        double perSecond = Report.median(statements);
        Report.note(
                "%d connections: %.0f answers/s, %.0f never given before, %.0f statements/s",
                CONNECTIONS, Report.median(again), Report.median(anew), perSecond);
        Report.atLeast("answers at 16 connections, × prepared statements", Report.median(again) / perSecond, 0.5);
        Report.atLeast(
                "answers never given before at 16 connections, × prepared statements",
                Report.median(anew) / perSecond,
                0.5);
    }

    private static void withThreeDimensions(FigureQuestions questions) throws SQLException {
        long spilt = questions.bytesSpilt();
        List<Double> ours = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add((double) questions.threeDimensions());
            byHand.add((double) questions.threeDimensionsByHand());
        }
        Report.note(String.format(
                Locale.ROOT,
                "three dimensions: answer %.0f ms, SQL %.0f ms, %d bytes spilt to disk",
                Report.median(ours) / 1e6,
                Report.median(byHand) / 1e6,
                questions.bytesSpilt() - spilt));
        Report.atMost("three dimensions, × the SQL by hand", Report.median(ours) / Report.median(byHand), 1.2);
    }
}
