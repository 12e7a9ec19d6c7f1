package dev.kennzahl.forecast.value;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public purchases of CDNOW's customers, when they are there, against the published fits: Fader, Hardie and Lee (2005), Marketing
 * Science 24(2), table 2, and Fader and Hardie (2013), note 025.
 */
class CdnowValueTest {
    private static final Path FILE = Path.of("../shared/data/cdnow/cdnow_customers_summary_with_transactions.csv");
    private static List<PurchaseHistory> histories = List.of();

    @BeforeAll
    static void read() throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(FILE),
                "skipped: third-party data is never committed, and " + FILE + " is not here");
        histories = Files.readAllLines(FILE).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new PurchaseHistory(
                        Integer.parseInt(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4])))
                .toList();
    }

    @Test
    void purchasesHaveThePublishedParameters() {
        BgNbd model = BgNbd.fit(histories);

        assertThat(model.r()).isEqualTo(0.243, Offset.offset(0.0005));
        assertThat(model.alpha()).isEqualTo(4.414, Offset.offset(0.0006));
        assertThat(model.a()).isEqualTo(0.793, Offset.offset(0.0005));
        assertThat(model.b()).isEqualTo(2.426, Offset.offset(0.0006));
        assertThat(model.logLikelihood()).isEqualTo(-9582.4, Offset.offset(0.05));
    }

    @Test
    void spendingHasThePublishedParameters() {
        GammaGamma model = GammaGamma.fit(histories);

        assertThat(model.p()).isEqualTo(6.25, Offset.offset(0.005));
        assertThat(model.q()).isEqualTo(3.74, Offset.offset(0.005));
        assertThat(model.gamma()).isEqualTo(15.44, Offset.offset(0.01));
        assertThat(model.logLikelihood()).isEqualTo(-4055.92, Offset.offset(0.02));
    }

    @Test
    void allExpectedPurchasesAddUpToThoseOfNewCustomers() {
        // The mean of what is expected of each history is what is expected beforehand, from age to age plus time.
        BgNbd model = BgNbd.fit(histories);
        double ofEach = histories.stream()
                .mapToDouble(h -> model.expectedPurchases(h, 39))
                .sum();
        double beforehand = histories.stream()
                .mapToDouble(h -> model.expectedPurchases(h.age() + 39) - model.expectedPurchases(h.age()))
                .sum();
        assertThat(ofEach / beforehand).isEqualTo(1, Offset.offset(0.05));
    }
}
