package dev.kennzahl.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;

/** Figures while 500 changes a second come in by webhooks, each in a delivery of its own: how fast they are, and how fresh. */
final class BusyFigures {
    private static final double CHANGES_PER_SECOND = 500;
    private static final int QUESTIONS_PER_SECOND = 50;
    private static final String TOTAL = "/api/v1/kpis/won_revenue/values?from=2024-01-01&to=2026-01-01";

    private final BenchService service;
    private final FigureQuestions questions;

    BusyFigures(BenchService service, FigureQuestions questions) {
        this.service = service;
        this.questions = questions;
    }

    void compareWithIdle() throws SQLException {
        int seconds = Math.max(10, Report.scaled(40));
        String path = questions
                .tenant()
                .client()
                .post("/api/v1/connections", Map.of("sender", "cloudevents", "name", "bench"))
                .path("url")
                .asText();
        load(path, 0, seconds).join(); // the compilers' share
        service.awaitApplied(questions.tenant().id());
        long[] idle = questions.paced(QUESTIONS_PER_SECOND * seconds, QUESTIONS_PER_SECOND);
        CompletableFuture<HttpLoad.Result> load = load(path, 1, seconds);
        long[] busy = questions.paced(QUESTIONS_PER_SECOND * (seconds - 2), QUESTIONS_PER_SECOND);
        HttpLoad.Result posted = load.join().requireAll(202);
        Report.note(
                "%.0f changes/s posted: answer p50 %.2f ms, p99 %.2f ms; without them %.2f ms, %.2f ms",
                posted.perSecond(),
                Report.quantile(busy, 0.5) / 1e6,
                Report.quantile(busy, 0.99) / 1e6,
                Report.quantile(idle, 0.5) / 1e6,
                Report.quantile(idle, 0.99) / 1e6);
        Report.atMost(
                "p99 of an answer during 500 changes/s, × that without",
                (double) Report.quantile(busy, 0.99) / Report.quantile(idle, 0.99),
                3);
        Report.atMost("answers behind what was known when they were asked for", stale(path, seconds), 0);
    }

    private CompletableFuture<HttpLoad.Result> load(String path, int part, int seconds) {
        int count = (int) (CHANGES_PER_SECOND * seconds);
        return CompletableFuture.supplyAsync(() ->
                HttpLoad.paced(service.port(), 16, i -> change(path, part * count + i), count, CHANGES_PER_SECOND));
    }

    /** A deal is won, in one of the months that are asked about, and its amount changed now and then. */
    private byte[] change(String path, int number) {
        int deal = number % 5_000;
        String body = String.format(
                "{\"specversion\":\"1.0\",\"type\":\"sales.deal.won\",\"source\":\"bench\",\"id\":\"e%1$d\",\"time\":\"2026-02-01T00:00:00.%1$06dZ\","
                        + "\"data\":{\"dealId\":\"B%2$d\",\"amount\":\"%3$d\",\"currency\":\"EUR\",\"closedAt\":\"2025-%4$02d-10T00:00:00Z\"}}",
                number, deal, number % 997, 1 + deal % 12);
        return HttpLoad.request(
                path,
                Map.of(
                        "content-type",
                        "application/cloudevents+json",
                        "x-api-key",
                        questions.tenant().client().key()),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** How many of the answers under load differ from the records as they were known, or know less than was known before. */
    private int stale(String path, int seconds) throws SQLException {
        CompletableFuture<HttpLoad.Result> load = load(path, 2, seconds);
        List<JsonNode> answers = new ArrayList<>();
        int stale = 0;
        while (!load.isDone()) {
            OffsetDateTime known = known();
            JsonNode answer = questions.tenant().client().get(TOTAL);
            stale += watermark(answer).isBefore(known) ? 1 : 0;
            answers.add(answer);
            BenchService.pause(200);
        }
        load.join().requireAll(202);
        for (JsonNode answer : answers) {
            stale += total(watermark(answer)).equals(value(answer)) ? 0 : 1;
        }
        Report.note("%d answers under load compared with the records as they were known", answers.size());
        return stale;
    }

    private static OffsetDateTime watermark(JsonNode answer) {
        return OffsetDateTime.parse(answer.path("watermark").asText());
    }

    private static java.math.BigDecimal value(JsonNode answer) {
        return new java.math.BigDecimal(answer.findValue("value").asText()).stripTrailingZeros();
    }

    private OffsetDateTime known() throws SQLException {
        try (Connection connection = service.connect(questions.tenant().id());
                PreparedStatement statement =
                        connection.prepareStatement("SELECT known_at FROM tenant_clock WHERE tenant_id = ?")) {
            statement.setInt(1, questions.tenant().id());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class);
            }
        }
    }

    private java.math.BigDecimal total(OffsetDateTime known) throws SQLException {
        try (Connection connection = service.connect(questions.tenant().id());
                PreparedStatement statement = connection.prepareStatement(
                        """
                        SELECT sum(amount) FROM deal_version
                         WHERE tenant_id = ? AND known_from <= ? AND known_to > ? AND valid_to = 'infinity' AND status = 'won'
                           AND closed_at >= '2024-01-01Z' AND closed_at < '2026-01-01Z'
                        """)) {
            statement.setInt(1, questions.tenant().id());
            statement.setObject(2, known);
            statement.setObject(3, known);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBigDecimal(1).stripTrailingZeros();
            }
        }
    }
}
