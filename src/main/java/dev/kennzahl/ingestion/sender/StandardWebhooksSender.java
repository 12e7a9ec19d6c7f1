package dev.kennzahl.ingestion.sender;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Translation;

/** Takes {@code {"type","timestamp","data"}} with the signature of Standard Webhooks 1.0.0. */
@Singleton
public final class StandardWebhooksSender implements CrmSender {

    @Override
    public String id() {
        return "standard-webhooks";
    }

    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        if (settings.secrets().isEmpty()) {
            return CommonOptions.fault("secret", "is required: whsec_ and the base64 of 24 to 64 bytes");
        }
        return StandardWebhooksSignature.check(settings.secrets())
                .or(() -> CommonOptions.check(settings, "account", "stages"))
                .or(() -> NamedStages.check(settings.options().path("stages")))
                .or(() -> account(settings));
    }

    private static Optional<SettingFault> account(ConnectionSettings settings) {
        boolean usable = CommonOptions.isAbsent(settings.options().path("account"))
                || JsonBody.text(settings.options(), "account").isPresent();
        return usable
                ? Optional.empty()
                : CommonOptions.fault("options.account", "must be the name of the sender's account, as text");
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return StandardWebhooksSignature.whyNotAuthentic(delivery, settings.secrets());
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        JsonBody.requireJsonType(delivery);
        JsonNode body = JsonBody.read(delivery.body());
        String type = JsonBody.text(body, "type")
                .orElseThrow(() -> MalformedDeliveryException.body("the body must be an object with type, as text"));
        Findings findings = new Findings();
        SalesEventType.of(type)
                .ifPresentOrElse(
                        known -> new SalesEvents(settings, findings).translate(event(known, body, delivery, settings)),
                        findings::ignore);
        return findings.translation();
    }

    private SalesEvent event(
            SalesEventType type, JsonNode body, IncomingDelivery delivery, ConnectionSettings settings) {
        String key = delivery.header(StandardWebhooksSignature.ID_HEADER)
                .orElseThrow(() -> MalformedDeliveryException.body("the header webhook-id is required"));
        String account = settings.option("account").orElse(settings.connectionId());
        return new SalesEvent(1, id(), account, type, timestamp(body), key, body.path("data"));
    }

    private static Instant timestamp(JsonNode body) {
        try {
            return Rfc3339.parse(body.path("timestamp").asText());
        } catch (DateTimeException e) {
            throw MalformedDeliveryException.body("timestamp must be a time of RFC 3339, such as 2026-05-31T14:30:00Z");
        }
    }
}
