package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnSizesTest {
    private static final int COMMON = 1000;
    private static final int LARGE = 4000;

    private final TurnSizes sizes = new TurnSizes(new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(IngestionConfig.class)
            .withSources(new PropertiesConfigSource(
                    Map.of(
                            "kennzahl.ingestion.bytes-per-turn", Integer.toString(COMMON),
                            "kennzahl.ingestion.bytes-per-large-turn", Integer.toString(LARGE)),
                    "of the test",
                    100))
            .build()
            .getConfigMapping(IngestionConfig.class));

    @Test
    void oneTurnAtATimeIsLarge() {
        List<UniEmitter<? super Integer>> underWay = new ArrayList<>();
        List<Integer> granted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sizes.<Integer>within(bytes -> {
                        granted.add(bytes);
                        return Uni.createFrom().emitter(underWay::add);
                    })
                    .subscribe()
                    .with(done -> {});
        }
        assertThat(granted).containsExactly(LARGE, COMMON, COMMON);

        underWay.get(1).complete(1);
        assertThat(next()).as("while the large one is under way").isEqualTo(COMMON);
        underWay.get(0).complete(1);
        assertThat(next()).as("once it is over").isEqualTo(LARGE);
    }

    @Test
    void aTurnThatFailsMakesRoom() {
        assertThatThrownBy(() -> sizes.within(bytes -> Uni.createFrom().failure(new IllegalStateException("gone")))
                        .await()
                        .indefinitely())
                .hasMessage("gone");
        assertThatThrownBy(() -> sizes.within(bytes -> {
                            throw new IllegalStateException("at once");
                        })
                        .await()
                        .indefinitely())
                .hasMessage("at once");
        assertThat(next()).isEqualTo(LARGE);
    }

    private int next() {
        return sizes.within(bytes -> Uni.createFrom().item(bytes)).await().indefinitely();
    }
}
