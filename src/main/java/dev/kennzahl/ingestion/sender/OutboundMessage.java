package dev.kennzahl.ingestion.sender;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.MalformedDeliveryException;

/** An outbound message: the SOAP request in which Salesforce reports up to 100 records, as they were when it was sent. */
record OutboundMessage(String organizationId, List<Notification> notifications) {

    /** @param id of this notification, the same on every repetition; null when missing */
    record Notification(@Nullable String id, List<SObject> objects) {}

    /**
     * A record.
     *
     * @param type the name of its object; null when missing
     * @param fields by name, null for a field without value
     * @param ambiguous the fields that stand there twice with two values
     */
    record SObject(@Nullable String type, Map<String, @Nullable String> fields, Set<String> ambiguous) {}

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String OUTBOUND = "http://soap.sforce.com/2005/09/outbound";
    private static final int MOST_NOTIFICATIONS = 100;

    /**
     * Who the message says it is from, read before anything else of it. What follows in the document has not been looked at.
     *
     * @throws MalformedDeliveryException when the document up to there is not an outbound message
     */
    static String organizationOf(byte[] body) {
        SafeXml xml = atNotifications(body);
        while (xml.nextChild()) {
            if (isOutbound(xml, "OrganizationId")) {
                return xml.text().strip();
            }
            xml.skip();
        }
        throw malformed("OrganizationId is missing");
    }

    /** @throws MalformedDeliveryException when it is not exactly one outbound message */
    static OutboundMessage of(byte[] body) {
        SafeXml xml = atNotifications(body);
        List<String> organizations = new ArrayList<>();
        List<Notification> notifications = new ArrayList<>();
        while (xml.nextChild()) {
            if (isOutbound(xml, "OrganizationId")) {
                organizations.add(xml.text().strip());
            } else if (isOutbound(xml, "Notification")) {
                notifications.add(notification(xml));
            } else {
                xml.skip();
            }
        }
        // No further child of Body, none of Envelope, and an orderly end.
        if (xml.nextChild() || xml.nextChild() || xml.nextChild()) {
            throw malformed("there must be nothing after notifications");
        }
        if (organizations.size() != 1) {
            throw malformed("there must be one OrganizationId");
        }
        if (notifications.isEmpty() || notifications.size() > MOST_NOTIFICATIONS) {
            throw malformed("there must be 1 to " + MOST_NOTIFICATIONS + " of Notification");
        }
        return new OutboundMessage(organizations.get(0), List.copyOf(notifications));
    }

    private static SafeXml atNotifications(byte[] body) {
        SafeXml xml = new SafeXml(body);
        if (!xml.nextChild() || !xml.name().equals(new QName(SOAP, "Envelope"))) {
            throw malformed("the body must be a SOAP 1.1 envelope");
        }
        while (xml.nextChild()) {
            if (xml.name().equals(new QName(SOAP, "Body"))) {
                if (xml.nextChild() && isOutbound(xml, "notifications")) {
                    return xml;
                }
                break;
            }
            xml.skip(); // headers of SOAP
        }
        throw malformed("the SOAP body must hold notifications");
    }

    private static Notification notification(SafeXml xml) {
        String id = null;
        List<SObject> objects = new ArrayList<>();
        while (xml.nextChild()) {
            if (isOutbound(xml, "Id") && id == null) {
                id = xml.text().strip();
            } else if (isOutbound(xml, "sObject")) {
                objects.add(sObject(xml));
            } else {
                xml.skip();
            }
        }
        return new Notification(id, objects);
    }

    private static SObject sObject(SafeXml xml) {
        SObject object = new SObject(xml.type(), new LinkedHashMap<>(), new TreeSet<>());
        while (xml.nextChild()) {
            read(xml, xml.name().getLocalPart(), object);
        }
        return object;
    }

    /** A field, or one that has others in it: a compound field. */
    private static void read(SafeXml xml, String name, SObject object) {
        boolean nil = xml.isNil();
        StringBuilder text = new StringBuilder();
        boolean compound = false;
        int event = xml.next();
        while (event != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                compound = true;
                read(xml, name + "." + xml.name().getLocalPart(), object);
            } else {
                text.append(xml.value());
            }
            event = xml.next();
        }
        if (!compound) {
            put(object, name, nil || text.isEmpty() ? null : text.toString());
        }
    }

    private static void put(SObject object, String name, @Nullable String value) {
        boolean known = object.fields().containsKey(name);
        if (known && !Objects.equals(object.fields().get(name), value)) {
            object.ambiguous().add(name);
        }
        object.fields().put(name, value);
    }

    private static boolean isOutbound(SafeXml xml, String localName) {
        return xml.name().equals(new QName(OUTBOUND, localName));
    }

    private static MalformedDeliveryException malformed(String remedy) {
        return MalformedDeliveryException.body("outbound message: " + remedy);
    }
}
