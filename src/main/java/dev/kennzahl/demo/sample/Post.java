package dev.kennzahl.demo.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How events arrive: mostly in order, some days late, some before their elders, some more than once. */
final class Post {
    private static final int HOUR_MILLIS = 3_600_000;
    private static final double LATE = 0.03;
    private static final double REPEATED_EVENT = 0.004;
    private static final double REPEATED_DELIVERY = 0.018;
    private static final double SWAPPED = 0.04;

    private final Dice dice;

    Post(Dice dice) {
        this.dice = dice;
    }

    private record Arrival(long atMillis, HubSpotEvent event) {}

    List<HubSpotDelivery> deliver(List<HubSpotEvent> events) {
        List<Arrival> arrivals = new ArrayList<>();
        for (HubSpotEvent event : events) {
            long at = event.occurredAtMillis() + delayMillis();
            arrivals.add(new Arrival(at, event));
            if (dice.chance(REPEATED_EVENT)) {
                arrivals.add(new Arrival(at + (long) dice.between(1, 20) * HOUR_MILLIS, event.again()));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::atMillis));
        return disturbed(packed(arrivals));
    }

    /** Seconds, or up to six days where the receiver was down or the sender's queue stood still. */
    private long delayMillis() {
        return dice.chance(LATE) ? (long) dice.between(5, 144) * HOUR_MILLIS : dice.between(300, 25_000);
    }

    private List<HubSpotDelivery> packed(List<Arrival> arrivals) {
        List<HubSpotDelivery> deliveries = new ArrayList<>();
        int start = 0;
        while (start < arrivals.size()) {
            int end = Math.min(arrivals.size(), start + dice.between(66, 100));
            deliveries.add(new HubSpotDelivery(
                    arrivals.subList(start, end).stream().map(Arrival::event).toList()));
            start = end;
        }
        return deliveries;
    }

    private List<HubSpotDelivery> disturbed(List<HubSpotDelivery> inOrder) {
        List<HubSpotDelivery> deliveries = new ArrayList<>(inOrder);
        for (int i = 1; i < deliveries.size(); i++) {
            if (dice.chance(SWAPPED)) {
                java.util.Collections.swap(deliveries, i - 1, i);
            }
        }
        for (int i = 0; i < deliveries.size(); i++) {
            if (dice.chance(REPEATED_DELIVERY)) {
                deliveries.add(
                        Math.min(deliveries.size(), i + dice.between(1, 12)),
                        deliveries.get(i).again());
            }
        }
        return deliveries;
    }
}
