package dev.kennzahl.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private final Gate gate = new Gate(2);
    private final List<String> begun = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final List<UniEmitter<? super String>> inside = new ArrayList<>();

    /** Work that lasts until it is told to end. */
    private Cancellable ask(String name) {
        return gate.through(Uni.createFrom().<String>emitter(emitter -> {
                    begun.add(name);
                    inside.add(emitter);
                }))
                .subscribe()
                .with(ended::add, failure -> ended.add("no " + name));
    }

    @Test
    void letsSoManyInAndTheOthersInTheirOrder() {
        List.of("a", "b", "c", "d").forEach(this::ask);
        assertThat(begun).containsExactly("a", "b");

        inside.get(1).complete("b");
        assertThat(begun).containsExactly("a", "b", "c");
        inside.get(0).fail(new IllegalStateException());
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(ended).containsExactly("b", "no a");
    }

    @Test
    void whoLeavesMakesPlaceInsideAndTakesNoneWhileWaiting() {
        Cancellable a = ask("a");
        ask("b");
        Cancellable c = ask("c");
        ask("d");

        c.cancel();
        a.cancel();
        a.cancel();
        assertThat(begun).containsExactly("a", "b", "d");
        assertThat(ended).isEmpty();
    }

    @Test
    void losesNoPlaceWhateverHappens() {
        Random dice = new Random(7);
        List<Cancellable> asked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            asked.add(ask(Integer.toString(i)));
            if (dice.nextBoolean()) {
                asked.get(dice.nextInt(asked.size())).cancel();
            }
            if (dice.nextBoolean()) {
                inside.get(dice.nextInt(inside.size())).complete("done");
            }
        }
        asked.forEach(Cancellable::cancel);
        begun.clear();
        List.of("x", "y", "z").forEach(this::ask);
        assertThat(begun).containsExactly("x", "y");
    }
}
