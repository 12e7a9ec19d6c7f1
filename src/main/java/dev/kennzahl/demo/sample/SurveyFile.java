package dev.kennzahl.demo.sample;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What customers answered when asked after an order: better where a better seller looked after them. */
final class SurveyFile {
    private static final double ANSWERED = 0.16;
    private static final List<String> KINDS = List.of("nps", "csat", "care_quality");
    private static final List<String> GOOD =
            List.of("Schnelle Lösung", "Gut beraten", "Lieferung früher als zugesagt", "");
    private static final List<String> BAD =
            List.of("Rückruf blieb aus", "Zu lange Lieferzeit", "Prüfprotokoll fehlte", "");

    private SurveyFile() {}

    static SampleFile of(List<OrderLine> lines, Staff staff, Dice dice) {
        CsvTable table = new CsvTable(
                "surveys",
                List.of(
                        "response_id",
                        "answered_at",
                        "kind",
                        "score",
                        "scale_min",
                        "scale_max",
                        "customer_id",
                        "employee_id",
                        "comment"));
        Set<String> asked = new HashSet<>();
        int answers = 0;
        for (OrderLine line : lines) {
            Instant at = SampleCalendar.later(line.orderedAt(), dice.between(3, 20), dice);
            if (asked.add(line.orderId()) && dice.chance(ANSWERED) && at.isBefore(SampleCalendar.END_AT)) {
                answers++;
                // 0 for the unhappiest, 1 for the happiest.
                double mood = 1
                        - dice.share()
                                * dice.share()
                                / staff.employee(line.employeeId()).skill();
                String kind = KINDS.get(dice.weighted(4, 4, 3));
                boolean ofTen = kind.equals("nps");
                int score = ofTen ? step(mood, 0, 10) : step(mood, 1, 5);
                table.row(
                        BusinessKey.of("U-", 5, answers),
                        at,
                        kind,
                        score,
                        ofTen ? 0 : 1,
                        ofTen ? 10 : 5,
                        line.customerId(),
                        line.employeeId(),
                        dice.pick(mood > 0.6 ? GOOD : BAD));
            }
        }
        return table.file();
    }

    private static int step(double mood, int least, int most) {
        return Math.max(least, least + (int) Math.round(mood * (most - least)));
    }
}
