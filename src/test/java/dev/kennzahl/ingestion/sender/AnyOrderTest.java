package dev.kennzahl.ingestion.sender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.Folding;
import dev.kennzahl.ingestion.history.Version;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded requests of a sender give the same history in any order, repeated, and cut into deliveries in any way. */
class AnyOrderTest {

    @Provide
    Arbitrary<CrmSender> sendersWithRecordedRequests() {
        return Arbitraries.of(SenderContractTest.senders()
                .filter(sender -> !events(sender).isEmpty())
                .toList());
    }

    @Property(tries = 100)
    void deliveriesMayComeInAnyOrderAndMoreThanOnce(
            @ForAll("sendersWithRecordedRequests") CrmSender sender, @ForAll Random random) {
        Folding folding = new Folding(sender);
        List<Samples.Request> requests = shuffledWithRepeats(requests(sender), random);
        requests.forEach(request -> folding.deliver(translate(sender, request)));

        assertThat(folding.versions(Samples.BERLIN)).isEqualTo(inOrder(sender));
    }

    @Property(tries = 100)
    void theirEventsMayBeCutIntoDeliveriesInAnyWay(
            @ForAll("sendersWithRecordedRequests") CrmSender sender, @ForAll Random random) {
        Folding folding = new Folding(sender);
        List<ChangeEvent> events = shuffledWithRepeats(events(sender), random);
        for (int from = 0, to; from < events.size(); from = to) {
            to = Math.min(events.size(), from + 1 + random.nextInt(5));
            folding.deliver(events.subList(from, to));
        }

        assertThat(folding.versions(Samples.BERLIN)).isEqualTo(inOrder(sender));
    }

    private static Map<UUID, List<Version>> inOrder(CrmSender sender) {
        Folding folding = new Folding(sender);
        folding.deliver(events(sender));
        assertThat(folding.versions(Samples.BERLIN)).isNotEmpty();
        return folding.versions(Samples.BERLIN);
    }

    private static List<ChangeEvent> events(CrmSender sender) {
        return requests(sender).stream()
                .flatMap(request -> translate(sender, request).stream())
                .toList();
    }

    private static List<Samples.Request> requests(CrmSender sender) {
        return SenderContractTest.accepted().stream()
                .filter(request -> request.sender().equals(sender.id()))
                .toList();
    }

    private static List<ChangeEvent> translate(CrmSender sender, Samples.Request request) {
        return sender.translate(request.delivery(), Samples.connection(sender.id()))
                .events();
    }

    private static <T> List<T> shuffledWithRepeats(List<T> all, Random random) {
        List<T> some = new ArrayList<>(all);
        all.stream().filter(one -> random.nextBoolean()).forEach(some::add);
        Collections.shuffle(some, random);
        return some;
    }
}
