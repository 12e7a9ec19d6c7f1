package dev.kennzahl.demo.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.demo.sample.TrueDeal.Ending;
import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

/** What the new CRM tells of its deals: an event for every change of every property, in order of time. */
final class HubSpotFeed {
    static final long PORTAL_ID = 48_470_011;

    private static final long FIRST_OWNER_ID = 7_701_000;
    private static final double SPELLED_OUT = 0.05;

    private final Dice dice;
    private final Map<String, String> ownerIds = new TreeMap<>();
    private final List<HubSpotEvent> events = new ArrayList<>();

    HubSpotFeed(List<TrueDeal> deals, List<Merge> merges, List<Employee> employees, Dice dice) {
        this.dice = dice;
        employees.forEach(
                employee -> ownerIds.put(employee.employeeId(), Long.toString(FIRST_OWNER_ID + ownerIds.size() * 13L)));
        Map<String, Merge> bySurvivor = merges.stream().collect(Collectors.toMap(Merge::survivor, merge -> merge));
        List<HubSpotEvent> told = new ArrayList<>();
        for (TrueDeal deal : deals) {
            if (deal.origin() == Origin.HUBSPOT) {
                Merge merge = bySurvivor.get(deal.dealId());
                tell(deal, merge != null && merge.bearsNewRecord() ? merge : null, told);
                if (merge != null) {
                    told.add(event(merge.primary(), merge.at(), HubSpotEvent.MERGE, merge));
                }
            }
        }
        told.sort(Comparator.comparingLong(HubSpotEvent::occurredAtMillis));
        number(told);
    }

    List<HubSpotEvent> events() {
        return List.copyOf(events);
    }

    /** The connection's options, all but the public address, which only the running service knows. */
    Map<String, Object> options() {
        Map<String, String> employeeOf = new LinkedHashMap<>();
        ownerIds.forEach((employeeId, ownerId) -> employeeOf.put(ownerId, employeeId));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("product_sku", "product_id");
        properties.put("sales_region", "region");
        properties.put("sales_channel", "channel");
        properties.put("company_number", "customer_id");
        properties.put("lead_number", "lead_id");
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("portalIds", List.of(PORTAL_ID));
        options.put("currency", "EUR");
        options.put("owners", employeeOf);
        options.put("properties", properties);
        return options;
    }

    private void tell(TrueDeal deal, @Nullable Merge birth, List<HubSpotEvent> told) {
        Map<String, String> known = new LinkedHashMap<>();
        if (birth == null) {
            told.add(event(deal.dealId(), deal.createdAt(), HubSpotEvent.CREATION, null));
        } else {
            // Born with the primary's values, which need no telling.
            known = properties(deal.steps().get(0).state());
        }
        for (Step step : deal.steps()) {
            Map<String, String> next = properties(step.state());
            if (birth == null && step.at().equals(deal.createdAt())) {
                spellOut(next);
            }
            // Somebody still has the old record open: what is said of it after the merge is meant for the survivor.
            String addressee = birth != null && dice.chance(0.3) ? birth.primary() : deal.dealId();
            for (Map.Entry<String, String> property : next.entrySet()) {
                if (!property.getValue().equals(known.getOrDefault(property.getKey(), ""))) {
                    told.add(change(addressee, step.at(), property.getKey(), property.getValue()));
                }
            }
            known = next;
        }
        Ending ending = deal.ending();
        if (ending != null && ending.survivor() == null) {
            told.add(event(deal.dealId(), ending.at(), HubSpotEvent.DELETION, null));
        }
    }

    /** The properties of a deal; an empty text is one that is not set. */
    private Map<String, String> properties(DealState state) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("dealname", state.name());
        properties.put("amount", state.amount().toPlainString());
        properties.put("dealstage", state.stage().id());
        properties.put("hubspot_owner_id", java.util.Objects.requireNonNull(ownerIds.get(state.ownerId())));
        properties.put("closedate", closeDate(state));
        properties.put("product_sku", state.productId());
        properties.put("sales_channel", state.channel());
        properties.put("company_number", state.customerId());
        properties.put("sales_region", state.region() == null ? "" : state.region());
        properties.put("lead_number", state.leadId() == null ? "" : state.leadId());
        properties.put("closed_lost_reason", state.lostReason() == null ? "" : state.lostReason());
        return properties;
    }

    /** When it closed, or while it is open when it is expected to: noon, so that the day is the same in every zone near. */
    private static String closeDate(DealState state) {
        if (state.closedAt() != null) {
            return Long.toString(state.closedAt().toEpochMilli());
        }
        LocalDate expectedOn = state.expectedCloseOn();
        return expectedOn == null
                ? ""
                : Long.toString(expectedOn
                        .atTime(LocalTime.NOON)
                        .atZone(SampleCalendar.ZONE)
                        .toInstant()
                        .toEpochMilli());
    }

    /** Some say at the beginning what others leave to the defaults. */
    private void spellOut(Map<String, String> properties) {
        if (dice.chance(SPELLED_OUT)) {
            properties.put("deal_currency_code", "EUR");
            properties.put("pipeline", "default");
        }
    }

    private static HubSpotEvent change(String dealId, Instant at, String property, String value) {
        return new HubSpotEvent(
                0, Long.parseLong(dealId), at.toEpochMilli(), HubSpotEvent.PROPERTY_CHANGE, property, value, 0, null);
    }

    private static HubSpotEvent event(String dealId, Instant at, String type, @Nullable Merge merge) {
        return new HubSpotEvent(0, Long.parseLong(dealId), at.toEpochMilli(), type, null, null, 0, merge);
    }

    /** Gives the events their ids; now and then two of different deals share one. */
    private void number(List<HubSpotEvent> told) {
        long eventId = 1_810_000_000L;
        HubSpotEvent previous = null;
        for (HubSpotEvent event : told) {
            boolean shared = previous != null && previous.objectId() != event.objectId() && dice.chance(0.03);
            if (!shared) {
                eventId += dice.between(1, 900);
            }
            previous = event.numbered(eventId);
            events.add(previous);
        }
    }
}
