package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.util.List;

/** The price list of the sample company. It is written down, not thrown: a price list is known by heart. */
final class Catalogue {
    private static final String SENSORS = "Sensoren";
    private static final String TRANSMITTERS = "Messumformer";
    private static final String TEST_BENCHES = "Prüfstände";
    static final String SERVICE = "Service";

    private final List<Product> products = List.of(
            product("TM-1010", "Füllstandssensor Pegla 10", SENSORS, "189.90", "71.40", 10, 160, 0.7),
            product("TM-1020", "Drucksensor Baroma 20", SENSORS, "246.50", "98.20", 10, 140, 0.7),
            product("TM-1030", "Durchflusssensor Fluvea 30", SENSORS, "412.00", "169.75", 5, 90, 0.8),
            product("TM-1040", "Temperaturfühler Kalora 40", SENSORS, "94.75", "31.10", 20, 260, 0.6),
            product("TM-2010", "Messumformer Konvera 2", TRANSMITTERS, "738.00", "295.60", 3, 45, 0.9),
            product("TM-2020", "Messumformer Konvera 4 Ex", TRANSMITTERS, "1284.50", "512.30", 2, 30, 1.0),
            product("TM-2030", "Datenlogger Notaria", TRANSMITTERS, "965.25", "388.00", 2, 35, 0.9),
            product("TM-3010", "Prüfstand Druck „Atlan“", TEST_BENCHES, "38450.00", "21900.00", 1, 3, 1.6),
            product("TM-3020", "Prüfstand Durchfluss „Meandra“", TEST_BENCHES, "52900.00", "30150.00", 1, 3, 1.7),
            product("TM-3030", "Kalibrierplatz, mobil", TEST_BENCHES, "17680.00", "9240.00", 1, 4, 1.3),
            product("TM-4010", "Kalibrierung vor Ort (Tag)", SERVICE, "1180.00", "640.00", 1, 20, 0.5),
            product("TM-4020", "Wartungsvertrag Plus (Jahr)", SERVICE, "4620.00", "1890.00", 1, 8, 0.8));

    List<Product> products() {
        return products;
    }

    Product product(String productId) {
        return products.stream()
                .filter(product -> product.productId().equals(productId))
                .findFirst()
                .orElseThrow();
    }

    /** What a customer asks for: many sensors, few test benches. */
    Product asked(Dice dice) {
        return products.get(dice.weighted(13, 12, 10, 12, 9, 7, 8, 4, 3, 5, 9, 8));
    }

    private static Product product(
            String id, String name, String group, String price, String cost, int fewest, int most, double pace) {
        return new Product(id, name, group, new BigDecimal(price), new BigDecimal(cost), fewest, most, pace);
    }
}
