package dev.kennzahl.demo.sample;

import java.util.List;

/** The files about what was sold: orders and contracts. */
final class SalesFiles {
    private SalesFiles() {}

    static SampleFile orders(List<OrderLine> lines) {
        CsvTable table = new CsvTable(
                "orders",
                List.of(
                        "order_id",
                        "line_no",
                        "ordered_at",
                        "customer_id",
                        "employee_id",
                        "product_id",
                        "channel",
                        "region",
                        "country",
                        "quantity",
                        "net_amount",
                        "variable_cost",
                        "currency",
                        "deal_id",
                        "kind"));
        for (OrderLine line : lines) {
            table.row(
                    line.orderId(),
                    line.lineNo(),
                    line.orderedAt(),
                    line.customerId(),
                    line.employeeId(),
                    line.productId(),
                    line.channel(),
                    line.region(),
                    line.country(),
                    line.quantity(),
                    line.netAmount(),
                    line.variableCost(),
                    "EUR",
                    line.dealId(),
                    line.kind().key());
        }
        return table.file();
    }

    static SampleFile contracts(List<Contract> contracts) {
        CsvTable table = new CsvTable(
                "contracts",
                List.of(
                        "contract_id",
                        "customer_id",
                        "product_id",
                        "owner_id",
                        "start_on",
                        "end_on",
                        "cancelled_on",
                        "annual_value",
                        "currency"));
        for (Contract contract : contracts) {
            table.row(
                    contract.contractId(),
                    contract.customerId(),
                    contract.productId(),
                    contract.ownerId(),
                    contract.startOn(),
                    contract.endOn(),
                    contract.cancelledOn(),
                    contract.annualValue(),
                    "EUR");
        }
        return table.file();
    }
}
