package dev.kennzahl.ingestion.sender;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.problem.ProblemCode;

/** Takes CloudEvents 1.0 as JSON, binary, structured or as a batch; the signature is that of Standard Webhooks over the body. */
@Singleton
public final class CloudEventsSender implements CrmSender {
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";

    @Override
    public String id() {
        return "cloudevents";
    }

    /** Without a secret the connection takes deliveries with an API key only. */
    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        return StandardWebhooksSignature.check(settings.secrets())
                .or(() -> CommonOptions.check(settings, "stages"))
                .or(() -> NamedStages.check(settings.options().path("stages")));
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return settings.secrets().isEmpty()
                ? Optional.of("the connection has no secret, so a signature proves nothing; an API key is needed")
                : StandardWebhooksSignature.whyNotAuthentic(delivery, settings.secrets());
    }

    @Override
    public boolean isProvenByApiKey(ConnectionSettings settings) {
        return settings.secrets().isEmpty();
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        Findings findings = new Findings();
        SalesEvents events = new SalesEvents(settings, findings);
        String type = delivery.mediaType();
        if (isFormat(type, BATCH)) {
            batch(delivery, events, findings);
        } else if (isFormat(type, STRUCTURED)) {
            JsonNode body = JsonBody.read(delivery.body());
            take(1, StructuredCloudEvent.of(body, delivery.receivedAt()), events, findings);
        } else if (!type.startsWith(STRUCTURED) && BinaryCloudEvent.isOne(delivery)) {
            take(1, BinaryCloudEvent.of(delivery), events, findings);
        } else {
            throw MalformedDeliveryException.mediaType(
                    "the content type must be application/cloudevents+json or application/cloudevents-batch+json,"
                            + " or the attributes must be headers that begin with ce-");
        }
        return findings.translation();
    }

    private static boolean isFormat(String mediaType, String format) {
        return mediaType.equals(format) || mediaType.equals(format + "+json");
    }

    private void batch(IncomingDelivery delivery, SalesEvents events, Findings findings) {
        JsonNode body = JsonBody.read(delivery.body());
        if (!body.isArray()) {
            throw MalformedDeliveryException.body("a batch must be a JSON array of CloudEvents");
        }
        int invalid = 0;
        for (int i = 0; i < body.size(); i++) {
            try {
                take(i + 1L, StructuredCloudEvent.of(body.get(i), delivery.receivedAt()), events, findings);
            } catch (MalformedDeliveryException e) {
                findings.reject(i + 1L, ProblemCode.MALFORMED_DELIVERY, null, e.getMessage(), null);
                invalid++;
            }
        }
        if (invalid > 0 && invalid == body.size()) {
            throw MalformedDeliveryException.body("none of the batch is a CloudEvent: each must have specversion 1.0,"
                    + " id, source and type, and its time, if any, in the form of RFC 3339");
        }
    }

    private void take(long item, CloudEvent event, SalesEvents events, Findings findings) {
        SalesEventType.of(event.type())
                .ifPresentOrElse(
                        known -> events.translate(new SalesEvent(
                                item, id(), event.source(), known, event.time(), event.key(), event.json())),
                        findings::ignore);
    }
}
