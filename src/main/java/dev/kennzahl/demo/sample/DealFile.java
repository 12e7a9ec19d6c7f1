package dev.kennzahl.demo.sample;

import java.util.ArrayList;
import java.util.List;

import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

/**
 * The export of the old CRM: one row for every step of every deal, in no order. Deals begun there were finished there, so it
 * reaches beyond the change of the CRM.
 */
final class DealFile {
    private static final List<String> COLUMNS = List.of(
            "deal_id",
            "name",
            "customer_id",
            "lead_id",
            "owner_id",
            "product_id",
            "region",
            "channel",
            "pipeline",
            "stage",
            "status",
            "amount",
            "currency",
            "probability",
            "forecast_category",
            "created_at",
            "expected_close_on",
            "closed_at",
            "lost_reason",
            "changed_at");

    private record Row(TrueDeal deal, Step step) {}

    private DealFile() {}

    static SampleFile of(List<TrueDeal> deals, Dice dice) {
        List<Row> rows = new ArrayList<>();
        deals.stream().filter(deal -> deal.origin() == Origin.FILE).forEach(deal -> deal.steps()
                .forEach(step -> rows.add(new Row(deal, step))));
        CsvTable table = new CsvTable("deals", COLUMNS);
        dice.shuffled(rows).forEach(row -> add(table, row.deal(), row.step()));
        return table.file();
    }

    private static void add(CsvTable table, TrueDeal deal, Step step) {
        DealState state = step.state();
        table.row(
                deal.dealId(),
                state.name(),
                state.customerId(),
                state.leadId(),
                state.ownerId(),
                state.productId(),
                state.region(),
                state.channel(),
                "default",
                state.stage().id(),
                state.stage().status(),
                state.amount(),
                "EUR",
                state.stage().probability(),
                state.stage().forecastCategory(),
                deal.createdAt(),
                state.expectedCloseOn(),
                state.closedAt(),
                state.lostReason(),
                step.at());
    }
}
