package dev.kennzahl.demo.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.Month;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

import org.junit.jupiter.api.Test;

import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

@Thorough
class SampleCompanyTest {
    /** Changes only when the sample company is meant to change; then the truth table of {@link SampleTruthTest} does, too. */
    private static final String DIGEST = "44a2efe41bbbcb8344cd4e25eb0284a303ef39f62c708cc29e040a2e9ce6e1bf";

    /** Of keys, numbers and days alone. */
    private static final Set<String> WITHOUT_TEXT = Set.of("contracts", "activities", "campaign-stats");

    private static final SampleCompany COMPANY = SampleCompany.generate(SampleCompany.SEED);

    @Test
    void isTheSameCompanyAtEveryStart() {
        assertThat(digest(COMPANY)).isEqualTo(digest(SampleCompany.generate(SampleCompany.SEED)));
    }

    @Test
    void isTheSameCompanyOnEveryJdkAndMachine() {
        assertThat(digest(COMPANY)).isEqualTo(DIGEST);
    }

    @Test
    void doesNotCareWhereTheMachineStands() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            SampleCompany elsewhere = SampleCompany.generate(SampleCompany.SEED);
            assertThat(digest(elsewhere)).isEqualTo(DIGEST);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void isAnotherCompanyFromAnotherSeed() {
        assertThat(digest(SampleCompany.generate(1))).isNotEqualTo(DIGEST);
    }

    @Test
    void hasTheSizeOfAMidSizedCompany() {
        SampleCounts counts = COMPANY.counts();

        assertThat(counts.deals()).isBetween(9_300, 10_300);
        assertThat(counts.leads()).isBetween(8_500, 9_500);
        assertThat(counts.customers()).isEqualTo(600);
        assertThat(counts.products()).isEqualTo(12);
        assertThat(counts.employees()).isEqualTo(40);
        assertThat(counts.portalDeals()).isBetween(80, 140);
        assertThat((double) counts.fileDeals() / counts.deals()).isBetween(0.55, 0.70);
    }

    @Test
    void keepsTheWebhooksModerate() {
        SampleCounts counts = COMPANY.counts();

        assertThat(counts.hubSpotEvents()).isBetween(38_000, 45_500);
        assertThat(counts.hubSpotDeliveries()).isBetween(400, 600);
        assertThat(counts.portalMessages()).isBetween(300, 700);
    }

    @Test
    void sellsMostInAutumnAndLeastInAugust() {
        SampleTruth truth = COMPANY.truth();
        for (int year = 2024; year <= 2025; year++) {
            LocalDate start = LocalDate.of(year, 1, 1);
            int perMonth = truth.opportunitiesCreated(start, start.plusYears(1), DealFilter.all()) / 12;

            assertThat(created(truth, year, Month.AUGUST)).isLessThan(perMonth * 3 / 4);
            assertThat(created(truth, year, Month.OCTOBER)).isGreaterThan(perMonth * 11 / 10);
            for (int month = 1; month <= 7; month += 3) {
                LocalDate quarter = LocalDate.of(year, month, 1);
                LocalDate last = LocalDate.of(year, 10, 1);
                assertThat(truth.wonRevenue(last, last.plusMonths(3), DealFilter.all()))
                        .isGreaterThan(truth.wonRevenue(quarter, quarter.plusMonths(3), DealFilter.all()));
            }
        }
    }

    @Test
    void growsFromYearToYear() {
        SampleTruth truth = COMPANY.truth();
        LocalDate first = SampleCalendar.FIRST_DAY;
        int firstYear = truth.opportunitiesCreated(first, first.plusYears(1), DealFilter.all());
        int thirdYear = truth.opportunitiesCreated(first.plusYears(2), first.plusYears(3), DealFilter.all());

        assertThat(thirdYear).isGreaterThan(firstYear * 105 / 100);
    }

    @Test
    void sharesTheDealsAmongTheSellers() {
        assertThat(COMPANY.truth().deals().stream()
                        .map(deal -> deal.last().ownerId())
                        .distinct())
                .hasSizeGreaterThan(25);
    }

    @Test
    void sendsTextThatTestsEncodings() {
        List<SampleFile> withText = COMPANY.files().stream()
                .filter(file -> !WITHOUT_TEXT.contains(file.dataset()))
                .toList();
        assertThat(withText).hasSize(10);
        for (SampleFile file : withText) {
            assertThat(new String(file.csv(), StandardCharsets.UTF_8))
                    .as(file.dataset())
                    .containsPattern("[äöüß]");
        }
    }

    private static int created(SampleTruth truth, int year, Month month) {
        LocalDate from = LocalDate.of(year, month, 1);
        return truth.opportunitiesCreated(from, from.plusMonths(1), DealFilter.all());
    }

    private static String digest(SampleCompany company) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            company.files().forEach(file -> sha256.update(file.csv()));
            company.hubSpotDeliveries().forEach(delivery -> sha256.update(delivery.body()));
            company.portalMessages().forEach(message -> {
                sha256.update(message.webhookId().getBytes(StandardCharsets.UTF_8));
                sha256.update(message.body());
            });
            sha256.update(company.hubSpotOptions().toString().getBytes(StandardCharsets.UTF_8));
            sha256.update(company.portalOptions().toString().getBytes(StandardCharsets.UTF_8));
            sha256.update(new TruthTable(company.truth()).text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
