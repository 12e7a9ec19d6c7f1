package dev.kennzahl.demo.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.kennzahl.demo.sample.TrueDeal.Ending;
import dev.kennzahl.demo.sample.TrueDeal.Origin;
import dev.kennzahl.demo.sample.TrueDeal.Step;

/** What the partner portal tells of its deals and leads, in the neutral format. */
final class PortalFeed {
    private static final JsonFactory JSON = new JsonFactory();

    private record Message(Instant at, String type, Map<String, String> data) {}

    private final List<Message> told = new ArrayList<>();

    PortalFeed(List<TrueDeal> deals, List<Lead> leads) {
        deals.stream().filter(deal -> deal.origin() == Origin.PORTAL).forEach(this::tell);
        leads.stream().filter(Lead::throughPortal).forEach(this::tell);
        told.sort(Comparator.comparing(Message::at));
    }

    /** The connection's options. */
    static Map<String, Object> options() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("productId", "product_id");
        properties.put("customerId", "customer_id");
        properties.put("region", "region");
        properties.put("channel", "channel");
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("currency", "EUR");
        options.put("properties", properties);
        return options;
    }

    /** The messages as they arrive: neighbours change places, some come again. */
    List<PortalMessage> messages(Dice dice) {
        List<PortalMessage> messages = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            messages.add(new PortalMessage(BusinessKey.of("msg_partner_", 5, i + 1), body(told.get(i))));
        }
        for (int i = 0; i + 3 < messages.size(); i++) {
            if (dice.chance(0.12)) {
                java.util.Collections.swap(messages, i, i + dice.between(1, 3));
            }
        }
        for (int i = 0; i < messages.size(); i++) {
            if (dice.chance(0.02)) {
                messages.add(Math.min(messages.size(), i + dice.between(2, 9)), messages.get(i));
            }
        }
        return messages;
    }

    private void tell(Lead lead) {
        tell(
                lead.createdAt(),
                "sales.lead.created",
                data(
                        "leadId",
                        lead.leadId(),
                        "source",
                        lead.source(),
                        "amount",
                        lead.expectedValue().toPlainString(),
                        "currency",
                        "EUR"));
    }

    private void tell(TrueDeal deal) {
        String id = deal.dealId();
        DealState known = created(deal);
        for (Step step : deal.steps().subList(1, deal.steps().size())) {
            DealState next = step.state();
            String amount = next.amount().toPlainString();
            if (!next.isOpen()) {
                close(id, step);
            } else if (next.stage() != known.stage()) {
                tell(
                        step.at(),
                        "sales.deal.stage_changed",
                        data(
                                "dealId",
                                id,
                                "stage",
                                next.stage().id(),
                                "previousStage",
                                known.stage().id()));
            } else {
                tell(step.at(), "sales.deal.amount_changed", data("dealId", id, "amount", amount, "currency", "EUR"));
            }
            known = next;
        }
        Ending ending = deal.ending();
        if (ending != null && ending.survivor() == null) {
            tell(ending.at(), "sales.deal.deleted", data("dealId", id));
        } else if (ending != null && ending.survivor() != null) {
            tell(ending.at(), "sales.deal.merged", data("dealId", id, "mergedInto", ending.survivor()));
        }
    }

    private DealState created(TrueDeal deal) {
        DealState first = deal.steps().get(0).state();
        Map<String, String> data = data(
                "dealId", deal.dealId(),
                "name", first.name(),
                "pipeline", "default",
                "stage", first.stage().id(),
                "amount", first.amount().toPlainString(),
                "currency", "EUR",
                "ownerId", first.ownerId(),
                "productId", first.productId(),
                "customerId", first.customerId(),
                "channel", first.channel());
        if (first.expectedCloseOn() != null) {
            data.put("closeDate", first.expectedCloseOn().toString());
        }
        if (first.region() != null) {
            data.put("region", first.region());
        }
        tell(deal.createdAt(), "sales.deal.created", data);
        return first;
    }

    private void close(String id, Step step) {
        DealState state = step.state();
        Map<String, String> data = data(
                "dealId",
                id,
                "amount",
                state.amount().toPlainString(),
                "currency",
                "EUR",
                "closedAt",
                step.at().toString());
        if (state.lostReason() != null) {
            data.put("reason", state.lostReason());
        }
        tell(step.at(), state.isWon() ? "sales.deal.won" : "sales.deal.lost", data);
    }

    private void tell(Instant at, String type, Map<String, String> data) {
        told.add(new Message(at, type, data));
    }

    private static Map<String, String> data(String... namesAndValues) {
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }

    private static byte[] body(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", message.type());
            json.writeStringField("timestamp", message.at().toString());
            json.writeObjectFieldStart("data");
            for (Map.Entry<String, String> member : message.data().entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
