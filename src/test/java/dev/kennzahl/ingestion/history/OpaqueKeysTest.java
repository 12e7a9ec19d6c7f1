package dev.kennzahl.ingestion.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpaqueKeysTest {
    @Property(tries = 500)
    void keysStayInOrderAndApartAndSayNothingOfThoseThatMustNotStay(
            @ForAll @Size(max = 12) @NotEmpty
                    List<@StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String> keys,
            @ForAll @CharRange(from = 'a', to = 'c') char telling) {
        List<String> sorted = new ArrayList<>(new TreeSet<>(keys));

        Map<String, String> opaque = OpaqueKeys.of(keys, key -> key.indexOf(telling) >= 0);

        List<String> after =
                sorted.stream().map(key -> opaque.getOrDefault(key, key)).toList();
        assertThat(after).isSorted().doesNotHaveDuplicates().noneMatch(key -> key.indexOf(telling) >= 0);
    }

    @Property(tries = 200)
    void theySurviveASecondErasure(
            @ForAll @Size(max = 12) Set<@StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'd') String> keys) {
        List<String> before = new ArrayList<>(new TreeSet<>(keys));
        Map<String, String> first = OpaqueKeys.of(before, key -> key.contains("a"));
        List<String> once =
                before.stream().map(key -> first.getOrDefault(key, key)).toList();

        Map<String, String> second = OpaqueKeys.of(once, key -> key.contains("b"));

        assertThat(once.stream().map(key -> second.getOrDefault(key, key)).toList())
                .isSorted()
                .doesNotHaveDuplicates()
                .noneMatch(key -> key.contains("a") || key.contains("b"));
    }

    @Provide
    Arbitrary<List<StoredEvent>> stories() {
        return RandomStories.all();
    }

    @Property(tries = 300)
    void theFoldDoesNotNotice(@ForAll("stories") List<StoredEvent> events, @ForAll int dice) {
        Map<String, String> opaque =
                OpaqueKeys.of(events.stream().map(StoredEvent::key).toList(), key -> (key.hashCode() ^ dice) % 2 == 0);
        List<StoredEvent> erased = events.stream()
                .map(event -> event.saying(opaque.getOrDefault(event.key(), event.key()), event.fields()))
                .toList();

        assertThat(Story.fold(erased)).isEqualTo(Story.fold(events));
    }

    @Test
    void whatMayStayStays() {
        assertThat(OpaqueKeys.of(List.of("evt-1", "evt-2"), key -> false)).isEmpty();
        assertThat(OpaqueKeys.of(List.of("evt-1", "evt-2"), "evt-2"::equals)).containsOnlyKeys("evt-2");
    }
}
