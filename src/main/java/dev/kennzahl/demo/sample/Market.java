package dev.kennzahl.demo.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The customers of the sample company, most of them there from the beginning, some found and some lost on the way. */
final class Market {
    private static final int CUSTOMERS = 600;
    private static final List<String> PLACES = List.of(
            "Ahl", "Birken", "Dorn", "Düster", "Eschen", "Fähr", "Grün", "Hallen", "Immen", "Jüter", "Kölm", "Löwen",
            "Möwen", "Nebel", "Öhr", "Quell", "Rüster", "Sülz", "Tann", "Weiß");
    private static final List<String> LANDSCAPES =
            List.of("moor", "hain", "brück", "bühl", "au", "feld", "grund", "stätt", "kamp", "ried", "horst", "egg");
    private static final List<String> INDUSTRIES =
            List.of("Chemie", "Lebensmittel", "Maschinenbau", "Pharma", "Wasserwirtschaft", "Energie", "Papier");
    /** Three words for each industry, in the order of the industries. */
    private static final List<String> TRADES = List.of(
            "Chemie",
            "Lacke",
            "Harze",
            "Molkerei",
            "Süßwaren",
            "Brauerei",
            "Anlagenbau",
            "Pumpen",
            "Getriebe",
            "Arznei",
            "Labor",
            "Impfstoffe",
            "Wasserwerke",
            "Klärtechnik",
            "Brunnenbau",
            "Energie",
            "Wärmenetze",
            "Biogas",
            "Papier",
            "Kartonagen",
            "Zellstoff");

    private static final List<String> GERMAN_FORMS = List.of("GmbH", "GmbH & Co. KG", "AG", "KG");
    private static final List<String> NEEDS =
            List.of("Ersatzbedarf", "Neue Linie", "Eichpflicht", "Energie sparen", "Fernüberwachung");
    static final List<String> SEGMENTS = List.of("Kleinkunde", "Mittelstand", "Key Account");
    private static final List<String> SIZES = List.of("1-49", "50-249", "250-999", "1000+");

    private final List<Customer> customers = new ArrayList<>();
    private final List<Customer> asking = new ArrayList<>();

    Market(Staff staff, Dice dice) {
        for (int number = 1; number <= CUSTOMERS; number++) {
            Customer customer = customer(number, staff, dice);
            customers.add(customer);
            // Larger accounts ask more often.
            for (int weight = 1 + 2 * SEGMENTS.indexOf(customer.segment()); weight > 0; weight--) {
                asking.add(customer);
            }
        }
    }

    /** The customers, those that bought for the first time with the day they did. */
    List<Customer> customers(Map<String, LocalDate> firstPurchases) {
        return customers.stream()
                .map(customer -> {
                    LocalDate firstOn = firstPurchases.get(customer.customerId());
                    return customer.becameCustomerOn() == null && firstOn != null ? customer.since(firstOn) : customer;
                })
                .toList();
    }

    /** Somebody who asks for something on that day. */
    Customer asking(LocalDate day, Dice dice) {
        Customer customer = dice.pick(asking);
        while (!customer.asksOn(day)) {
            customer = dice.pick(asking);
        }
        return customer;
    }

    private static Customer customer(int number, Staff staff, Dice dice) {
        int segment = dice.weighted(52, 38, 10);
        int size = Math.min(SIZES.size() - 1, segment + dice.weighted(6, 3, 1));
        int industry = dice.weighted(18, 16, 24, 12, 12, 10, 8);
        String region = Staff.REGIONS.get(dice.weighted(24, 30, 28, 18));
        boolean alpine = region.equals("Österreich/Schweiz");
        String country = !alpine ? "DE" : dice.chance(0.55) ? "AT" : "CH";
        boolean fromStart = dice.chance(0.64);
        LocalDate since = fromStart
                ? LocalDate.of(2009, 1, 1).plusDays(dice.between(0, 5300))
                : SampleCalendar.FIRST_DAY.plusDays(dice.between(0, 960));
        return new Customer(
                BusinessKey.of("K-", 5, 10_000 + number * 7),
                name(number, industry, country, dice),
                region,
                country,
                INDUSTRIES.get(industry),
                SEGMENTS.get(segment),
                SIZES.get(size),
                dice.pick(NEEDS),
                staff.accountOwner(region, segment == 2, dice).employeeId(),
                since,
                fromStart ? since : null,
                churn(fromStart && dice.chance(0.1), dice));
    }

    private static @Nullable LocalDate churn(boolean churns, Dice dice) {
        return churns ? LocalDate.of(2024, 3, 1).plusDays(dice.between(0, 900)) : null;
    }

    private static String name(int number, int industry, String country, Dice dice) {
        // Place and landscape count through all their pairs, then the trade changes: no two names are alike.
        String place = PLACES.get(number % PLACES.size());
        String landscape = LANDSCAPES.get(number / PLACES.size() % LANDSCAPES.size());
        String form =
                switch (country) {
                    case "AT" -> "GmbH";
                    case "CH" -> "AG";
                    default -> dice.pick(GERMAN_FORMS);
                };
        return place + landscape + " " + TRADES.get(industry * 3 + number / 240) + " " + form;
    }
}
