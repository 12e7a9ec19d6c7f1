package dev.kennzahl.ingestion.sender;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * Takes the webhooks of Microsoft Dynamics 365 (Dataverse): execution contexts of messages about opportunities, leads, accounts,
 * contacts, products and users of one organisation.
 */
@Singleton
public final class Dynamics365Sender implements CrmSender {

    @Override
    public String id() {
        return "dynamics365";
    }

    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        JsonNode options = settings.options();
        return secret(settings)
                .or(() -> CommonOptions.check(settings, "organizationId", "auth", "currencies", "stages"))
                .or(() -> organizationId(options.path("organizationId")))
                .or(() -> DynamicsAuthentication.check(options.path("auth")))
                .or(() -> currencies(options.path("currencies"), settings))
                .or(() -> NamedStages.check(options.path("stages")));
    }

    private static Optional<SettingFault> secret(ConnectionSettings settings) {
        boolean usable =
                !settings.secrets().isEmpty() && settings.secrets().stream().noneMatch(String::isBlank);
        return usable
                ? Optional.empty()
                : CommonOptions.fault("secret", "must be the value registered with the webhook's service endpoint");
    }

    private static Optional<SettingFault> organizationId(JsonNode id) {
        boolean usable = CommonOptions.isAbsent(id)
                || (id.isTextual() && DynamicsGuid.of(id).isPresent());
        return usable
                ? Optional.empty()
                : CommonOptions.fault("options.organizationId", "must be the GUID of the organisation, as text");
    }

    private static Optional<SettingFault> currencies(JsonNode currencies, ConnectionSettings settings) {
        boolean wellFormed = CommonOptions.isAbsent(currencies) || currencies.isObject();
        for (Map.Entry<String, JsonNode> currency : currencies.properties()) {
            wellFormed &= DynamicsGuid.of(currency.getKey()).isPresent() && isCode(currency.getValue(), settings);
        }
        return wellFormed
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.currencies",
                        "must be an object of the GUID of a transactioncurrency to its ISO 4217 code, such as EUR");
    }

    private static boolean isCode(JsonNode code, ConnectionSettings settings) {
        try {
            FieldType.CURRENCY.parse(code.isTextual() ? code.textValue() : "", settings.zone());
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return DynamicsAuthentication.whyNotAuthentic(delivery, settings);
    }

    /** Without the shared value, wherever it stands: with it anybody could post in the name of Dynamics. */
    @Override
    public IncomingDelivery storable(IncomingDelivery delivery, ConnectionSettings settings) {
        return DynamicsAuthentication.withoutCredentials(delivery, settings);
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        Findings findings = new Findings();
        new DynamicsMessages(settings, findings, DynamicsContext.of(delivery)).translate();
        return findings.translation();
    }

    /** A won deal's amount is what it brought, and its estimate again once it is reopened; see {@link DynamicsEvidence}. */
    @Override
    public Map<String, @Nullable String> derived(Function<String, @Nullable String> fields) {
        return DynamicsEvidence.derived(fields);
    }
}
