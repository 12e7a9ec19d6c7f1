package dev.kennzahl.ingestion.sender;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.Acknowledgement;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Translation;

/**
 * Takes Salesforce's changes in both ways they leave it: Change Data Capture, as JSON that a relay signs and posts, and outbound
 * messages, as SOAP that Salesforce itself posts, unsigned.
 */
@Singleton
public final class SalesforceSender implements CrmSender {
    private static final String ORGANIZATION_ID = "organizationId";
    private static final Set<String> XML_TYPES = Set.of("text/xml", "application/xml");

    /** Without this very answer Salesforce repeats the message for a day. */
    private static final String SOAP_ACK =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
             <soapenv:Body>
              <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">
               <Ack>true</Ack>
              </notificationsResponse>
             </soapenv:Body>
            </soapenv:Envelope>
            """;

    @Override
    public String id() {
        return SalesforceObjects.SENDER;
    }

    /** Of secret and organisation id one is enough: each serves one of the two ways. */
    @Override
    public Optional<SettingFault> check(ConnectionSettings settings) {
        JsonNode options = settings.options();
        return CommonOptions.check(settings, ORGANIZATION_ID, "stages")
                .or(() -> organizationId(options.path(ORGANIZATION_ID)))
                .or(() -> StageTable.check(options.path("stages")))
                .or(() -> secret(settings));
    }

    private static Optional<SettingFault> organizationId(JsonNode id) {
        boolean usable = CommonOptions.isAbsent(id)
                || Optional.ofNullable(id.textValue()).flatMap(SalesforceId::of).isPresent();
        return usable
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.organizationId",
                        "must be the id of the Salesforce organisation, of 15 or 18 letters and digits in their exact case");
    }

    private static Optional<SettingFault> secret(ConnectionSettings settings) {
        if (settings.secrets().isEmpty() && settings.option(ORGANIZATION_ID).isEmpty()) {
            return CommonOptions.fault(
                    "secret",
                    "is required for change events: whsec_ and the base64 of 24 to 64 bytes, which the relay signs with;"
                            + " for outbound messages alone, options.organizationId is enough");
        }
        return StandardWebhooksSignature.check(settings.secrets());
    }

    @Override
    public Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        return isOutboundMessage(delivery)
                ? whyNotFromOurOrganization(delivery, settings)
                : StandardWebhooksSignature.whyNotAuthentic(delivery, settings.secrets());
    }

    /** Outbound messages carry no signature; the organisation's id is all the proof there is. */
    private static Optional<String> whyNotFromOurOrganization(IncomingDelivery delivery, ConnectionSettings settings) {
        Optional<String> ours = settings.option(ORGANIZATION_ID);
        if (ours.isEmpty()) {
            return Optional.of("the connection has no options.organizationId, so outbound messages prove nothing");
        }
        return SalesforceId.isSame(ours.get(), OutboundMessage.organizationOf(delivery.body()))
                ? Optional.empty()
                : Optional.of("OrganizationId must be options.organizationId of this connection");
    }

    @Override
    public Translation translate(IncomingDelivery delivery, ConnectionSettings settings) {
        Findings findings = new Findings();
        if (isOutboundMessage(delivery)) {
            new OutboundMessages(settings, findings).translate(delivery);
        } else if (JsonBody.isJsonType(delivery.mediaType())) {
            new SalesforceChanges(settings, findings).translate(JsonBody.read(delivery.body()));
        } else {
            throw MalformedDeliveryException.mediaType(
                    "the content type must be application/json for change events, text/xml for outbound messages");
        }
        return findings.translation();
    }

    @Override
    public IncomingDelivery storable(IncomingDelivery delivery, ConnectionSettings settings) {
        return isOutboundMessage(delivery) ? delivery.withBody(OutboundSession.blankedOut(delivery.body())) : delivery;
    }

    @Override
    public Acknowledgement acknowledgement(IncomingDelivery delivery) {
        return isOutboundMessage(delivery)
                ? new Acknowledgement(200, "text/xml;charset=UTF-8", SOAP_ACK)
                : Acknowledgement.ACCEPTED;
    }

    private static boolean isOutboundMessage(IncomingDelivery delivery) {
        return XML_TYPES.contains(delivery.mediaType());
    }

    @Override
    public @Nullable String status(Function<String, @Nullable String> fields) {
        return SalesforceStatus.status(fields);
    }
}
