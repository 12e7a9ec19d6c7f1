package dev.kennzahl.database;

import java.net.ConnectException;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StoreOutageTest {
    @Test
    void aRefusedConnectionIsAnOutageHoweverDeepItIsWrapped() {
        assertThat(StoreOutage.isBehind(new IllegalStateException(new RuntimeException(new ConnectException()))))
                .isTrue();
    }

    @Test
    void aWaitForAFreeConnectionInVainIsAnOutage() {
        // As the pool of the reactive client says it.
        assertThat(StoreOutage.isBehind(Future.failedFuture("Timeout").cause())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "53300"})
    void aServerThatStopsStartsOrIsFullIsAnOutage(String sqlState) {
        assertThat(StoreOutage.isBehind(refusal(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "23503", "42601", "57014"})
    void aStatementTheServerRefusesIsNone(String sqlState) {
        assertThat(StoreOutage.isBehind(refusal(sqlState))).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "");
    }
}
