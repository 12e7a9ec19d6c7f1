package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** How fast a target must be neared from the day of the answer on, that day included. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PaceToTargetTest {
    private KpiClient client;
    private LocalDate today;
    private String watermark;

    @BeforeEach
    void aThousandOfFiveThousandIsReachedInTheMiddleOfTwentyDays() {
        TestTenant tenant = TestTenant.create();
        client = new KpiClient(tenant);
        LocalDate first = LocalDate.now(ZoneId.of("Europe/Berlin")).minusDays(10);
        tenant.importCsv("deals", "deal_id,stage,status,amount,owner_id,closed_at\nA,won,won,1000,E1," + first + "\n");
        tenant.importCsv(
                "targets",
                "kpi,period_start,period_end,value\nwon_revenue," + first + "," + first.plusDays(20) + ",5000\n"
                        + "deals_won," + first + "," + first.plusDays(20) + ",31\n");
        watermark =
                client.ask(Question.of("deals_won", first, first.plusDays(1))).watermark();
        today = OffsetDateTime.parse(watermark)
                .atZoneSameInstant(ZoneId.of("Europe/Berlin"))
                .toLocalDate();
        assertThat(today).isIn(first.plusDays(10), first.plusDays(11));
    }

    @Test
    void whatIsMissingIsDividedByTheDaysLeft() {
        LocalDate first = today.minusDays(10);
        LocalDate end = first.plusDays(20);
        AnsweredPoint money = ask("won_revenue", first, end);
        assertThat(money.number()).isEqualByComparingTo("400");
        assertThat(money.denominator()).isEqualTo("10");
        AnsweredPoint deals = ask("deals_won", first, end);
        assertThat(deals.number()).isEqualByComparingTo("3");
    }

    @Test
    void ofTheLastDayOneIsLeftAndOfYesterdayNone() {
        AnsweredPoint day = ask("won_revenue", today, today.plusDays(1));
        assertThat(day.number()).isEqualByComparingTo("250");
        AnsweredPoint over = ask("won_revenue", today.minusDays(1), today);
        assertThat(over.value()).isNull();
        assertThat(over.reason()).isEqualTo("NO_DENOMINATOR");
        assertThat(new BigDecimal(over.numerator())).isEqualByComparingTo("250");
    }

    @Test
    void aVariantHasAUnitOfItsOwn() {
        String path = "/api/v1/kpis/pace_to_target/values?from=" + today + "&to=" + today.plusDays(1);
        assertThat(client.get(path, "application/json").json().path("unit").asText())
                .isEqualTo("money_per_day");
        assertThat(client.get(path, "application/json").json().path("currency").asText())
                .isEqualTo("EUR");
        assertThat(client.get(path + "&variant=deals_won", "application/json")
                        .json()
                        .path("unit")
                        .asText())
                .isEqualTo("count");
        assertThat(client.get(path + "&variant=deals_won", "application/json")
                        .json()
                        .path("currency")
                        .isNull())
                .isTrue();
        assertThat(client.get(path + "&variant=deals_won&currency=USD", "application/json")
                        .status())
                .isEqualTo(400);
    }

    private AnsweredPoint ask(String variant, LocalDate from, LocalDate to) {
        return client.ask(Question.of("pace_to_target", from, to)
                        .with("variant", variant)
                        .with("asOf", watermark))
                .points(List.of())
                .get(0);
    }
}
