package dev.kennzahl.demo.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The sales people: four regions of two teams each, and a team for key accounts that belongs to no region. */
final class Staff {
    static final List<String> REGIONS = List.of("Nord", "Süd", "West", "Österreich/Schweiz");
    static final String KEY_ACCOUNTS = "Key Accounts";

    private static final List<String> FIRST_NAMES = List.of(
            "Anke",
            "Björn",
            "Cäcilie",
            "Dörte",
            "Emre",
            "Franziska",
            "Götz",
            "Hülya",
            "Ingo",
            "Jürgen",
            "Katrin",
            "Lukas",
            "Mareike",
            "Niklas",
            "Özlem",
            "Paul",
            "Regula",
            "Sören",
            "Theres",
            "Ulrich");
    private static final List<String> LAST_NAMES = List.of(
            "Ahlers",
            "Brömmel",
            "Czerny",
            "Döring",
            "Eßlinger",
            "Füssl",
            "Gröbner",
            "Häberli",
            "Iversen",
            "Jäckel",
            "Köhnke",
            "Lüttmann",
            "Mößner",
            "Nägeli",
            "Oßwald",
            "Pröll",
            "Rüegg",
            "Schäfer-Wolff",
            "Tönnies",
            "Wüst");

    private final Dice dice;
    private final List<Employee> employees = new ArrayList<>();
    private final Map<String, Employee> byId = new HashMap<>();

    Staff(Dice dice) {
        this.dice = dice;
        for (String region : REGIONS) {
            team(region, region + " 1", 4);
            team(region, region + " 2", 3);
        }
        team(null, KEY_ACCOUNTS, 3);
    }

    List<Employee> employees() {
        return List.copyOf(employees);
    }

    Employee employee(String employeeId) {
        return java.util.Objects.requireNonNull(byId.get(employeeId), employeeId);
    }

    /** Who looks after an account from then on: a seller of the region, of the key account team for the largest. */
    Employee accountOwner(String region, boolean keyAccount, Dice chance) {
        return chance.pick(employees.stream()
                .filter(employee -> !employee.leads())
                .filter(employee -> keyAccount ? employee.region() == null : region.equals(employee.region()))
                .toList());
    }

    /** Who takes a new deal: mostly the one who looks after the customer, as long as they work here. */
    Employee sellerFor(Customer customer, LocalDate day, Dice chance) {
        Employee owner = employee(customer.ownerId());
        return owner.worksOn(day) && chance.chance(0.88) ? owner : colleagueOf(owner, day, chance);
    }

    /** Somebody of the same region, or the same key account team, who works here on that day. */
    Employee colleagueOf(Employee employee, LocalDate day, Dice chance) {
        return chance.pick(employees.stream()
                .filter(other -> !other.leads() && other != employee && other.worksOn(day))
                .filter(other -> java.util.Objects.equals(other.region(), employee.region()))
                .toList());
    }

    private void team(@Nullable String region, String team, int sellers) {
        Employee lead = hire(region, team, null, "Vertriebsleitung", 0);
        for (int place = 1; place <= sellers; place++) {
            String role = region == null ? "Key Account Management" : "Außendienst";
            hire(region, team, lead.employeeId(), role, place);
        }
    }

    private Employee hire(@Nullable String region, String team, @Nullable String managerId, String role, int place) {
        int number = employees.size();
        // Second of a team: joined on the way. Third of a first team: left on the way. So nobody is ever alone.
        boolean joins = place == 2 && region != null && number % 2 == 0;
        boolean leaves = place == 3 && team.endsWith("1");
        LocalDate hiredOn = joins
                ? LocalDate.of(2024, 1, 1).plusMonths(dice.between(0, 21))
                : LocalDate.of(2012, 1, 1).plusMonths(dice.between(0, 130));
        LocalDate leftOn = leaves ? LocalDate.of(2024, 7, 1).plusMonths(dice.between(0, 22)) : null;
        Employee employee = new Employee(
                BusinessKey.of("E-", 3, number + 1),
                FIRST_NAMES.get(number * 7 % FIRST_NAMES.size()) + " "
                        + LAST_NAMES.get((number * 3 + number / 20) % LAST_NAMES.size()),
                team,
                managerId,
                region,
                role,
                dice.chance(0.15) ? "0.8" : "1.0",
                hiredOn,
                leftOn,
                0.75 + 0.5 * dice.share());
        employees.add(employee);
        byId.put(employee.employeeId(), employee);
        return employee;
    }
}
