package dev.kennzahl.ingestion.sender;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Translation;

/** Takes HubSpot's webhooks: arrays of changes to deals, contacts, leads, companies and products of one app's accounts. */
@Singleton
public final class HubSpotSender implements CrmSender {

    @Override
    public String id() {
        return "hubspot";
    }

    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        JsonNode options = settings.options();
        return secret(settings)
                .or(() -> CommonOptions.check(settings, "publicUrl", "portalIds", "signature", "stages"))
                .or(() -> publicUrl(options.path("publicUrl")))
                .or(() -> portalIds(options.path("portalIds")))
                .or(() -> signature(options.path("signature")))
                .or(() -> StageTable.check(options.path("stages")));
    }

    private static Optional<SettingFault> secret(ConnectionSettings settings) {
        boolean usable =
                !settings.secrets().isEmpty() && settings.secrets().stream().noneMatch(String::isBlank);
        return usable
                ? Optional.empty()
                : CommonOptions.fault("secret", "must be the client secret of the HubSpot app");
    }

    private static Optional<SettingFault> publicUrl(JsonNode url) {
        return isAddress(url.asText())
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.publicUrl",
                        "must be the address HubSpot calls, without a query, such as https://kpi.example.com/webhooks/hubspot/…,"
                                + " or its beginning, https://kpi.example.com");
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<SettingFault> portalIds(JsonNode portals) {
        boolean wellFormed = CommonOptions.isAbsent(portals) || (portals.isArray() && !portals.isEmpty());
        for (JsonNode portal : portals) {
            wellFormed &= portal.isIntegralNumber();
        }
        return wellFormed
                ? Optional.empty()
                : CommonOptions.fault("options.portalIds", "must be an array of account numbers, such as [12345678]");
    }

    private static Optional<SettingFault> signature(JsonNode least) {
        boolean known = CommonOptions.isAbsent(least)
                || (least.isTextual() && HubSpotSignature.VERSIONS.contains(least.textValue()));
        return known
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.signature", "must be one of " + String.join(", ", HubSpotSignature.VERSIONS));
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return HubSpotSignature.whyNotAuthentic(delivery, settings);
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        JsonBody.requireJsonType(delivery);
        JsonNode body = JsonBody.read(delivery.body());
        if (!body.isArray()) {
            throw MalformedDeliveryException.body("the body must be a JSON array of events");
        }
        Findings findings = new Findings();
        HubSpotItems items = new HubSpotItems(settings, findings);
        for (int i = 0; i < body.size(); i++) {
            items.translate(i + 1L, body.get(i));
        }
        return findings.translation();
    }

    /** What the stage says, where we know the stage; else HubSpot's own two flags (rule R7). */
    @Override
    public @Nullable String status(Function<String, @Nullable String> fields) {
        String byStage = fields.apply(HubSpotProperties.STAGE_STATUS);
        if (byStage != null) {
            return byStage;
        }
        if ("true".equals(fields.apply(HubSpotProperties.IS_WON))) {
            return "won";
        }
        return "true".equals(fields.apply(HubSpotProperties.IS_CLOSED)) ? "lost" : null;
    }
}
