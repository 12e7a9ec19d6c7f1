package dev.kennzahl.demo.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** One post of up to a hundred HubSpot events. Its body is written when it is asked for, so the deliveries weigh little. */
public final class HubSpotDelivery {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<HubSpotEvent> events;

    HubSpotDelivery(List<HubSpotEvent> events) {
        this.events = List.copyOf(events);
    }

    /** How many events it carries. */
    public int size() {
        return events.size();
    }

    /** The JSON array to sign and post. */
    public byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * 280);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (HubSpotEvent event : events) {
                event.write(json);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    HubSpotDelivery again() {
        return new HubSpotDelivery(events.stream().map(HubSpotEvent::again).toList());
    }
}
