package dev.kennzahl.demo.sample;

import java.time.LocalDate;
import java.util.List;

/** What competitors ask for what compares with our products, looked up once a month; services have no list price elsewhere. */
final class PriceWatchFile {
    private static final List<String> COMPETITORS = List.of("Nordmess", "Sensorwerk Süd", "Prüftec");

    private PriceWatchFile() {}

    static SampleFile of(List<Product> products, Dice dice) {
        CsvTable table = new CsvTable(
                "competitor-prices", List.of("observed_on", "product_id", "competitor", "price", "currency"));
        for (Product product : products) {
            if (product.productGroup().equals(Catalogue.SERVICE)) {
                continue;
            }
            for (String competitor : COMPETITORS) {
                // Of a thousand of our price; drifts a little each month.
                int level = dice.between(860, 1140);
                for (LocalDate month = SampleCalendar.FIRST_DAY;
                        month.isBefore(SampleCalendar.END);
                        month = month.plusMonths(1)) {
                    level = Math.max(800, Math.min(1200, level + dice.between(-12, 12)));
                    table.row(
                            month.plusDays(14),
                            product.productId(),
                            competitor,
                            Money.reduced(product.listPrice(), 1, 1000 - level),
                            "EUR");
                }
            }
        }
        return table.file();
    }
}
