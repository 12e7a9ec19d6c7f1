package dev.kennzahl.ingestion.sender;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.Translation;

/** Takes Pipedrive's webhooks of versions 2 and 1: one change to a deal, lead, organization, product or user each. */
@Singleton
public final class PipedriveSender implements CrmSender {

    @Override
    public String id() {
        return "pipedrive";
    }

    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        JsonNode options = settings.options();
        return secret(settings)
                .or(() -> CommonOptions.check(settings, "user", "companyId", "stages"))
                .or(() -> user(options))
                .or(() -> companyId(options))
                .or(() -> NamedStages.check(options.path("stages")));
    }

    private static Optional<SettingFault> secret(ConnectionSettings settings) {
        boolean usable =
                !settings.secrets().isEmpty() && settings.secrets().stream().noneMatch(String::isBlank);
        return usable
                ? Optional.empty()
                : CommonOptions.fault("secret", "must be the password that the webhook has in Pipedrive");
    }

    private static Optional<SettingFault> user(JsonNode options) {
        boolean usable = CommonOptions.isAbsent(options.path("user"))
                || JsonBody.text(options, "user")
                        .filter(user -> user.indexOf(':') < 0)
                        .isPresent();
        return usable
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.user", "must be the user name that the webhook has in Pipedrive, without a colon");
    }

    private static Optional<SettingFault> companyId(JsonNode options) {
        boolean usable = CommonOptions.isAbsent(options.path("companyId"))
                || JsonBody.id(options, "companyId").isPresent();
        return usable
                ? Optional.empty()
                : CommonOptions.fault("options.companyId", "must be the number of the company, such as 8087566");
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return BasicAuthentication.whyNotAuthentic(
                delivery, settings.option("user").orElse(null), settings.secrets());
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        JsonBody.requireJsonType(delivery);
        Findings findings = new Findings();
        PipedriveMessage.read(JsonBody.read(delivery.body()), settings, findings)
                .ifPresent(message -> new PipedriveEvents(message, settings, findings).translate());
        return findings.translation();
    }
}
