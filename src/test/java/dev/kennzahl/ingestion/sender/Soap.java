package dev.kennzahl.ingestion.sender;

import java.util.Map;

import dev.kennzahl.ingestion.IncomingDelivery;

/** Outbound messages made up for a test. */
final class Soap {
    static final String ORGANIZATION = "00D5g000007XqZ1EAK";
    static final String RECORD = "0065g00000AbJdEAAV";

    private Soap() {}

    /** A POST of an outbound message of our organisation. */
    static IncomingDelivery message(String notifications) {
        return message(ORGANIZATION, notifications);
    }

    static IncomingDelivery message(String organization, String notifications) {
        return post(envelope("<OrganizationId>" + organization + "</OrganizationId>" + notifications));
    }

    static String envelope(String content) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + "<s:Body><notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">" + content
                + "</notifications></s:Body></s:Envelope>";
    }

    static String notification(String id, String fields) {
        return notification(id, "Opportunity", "<f:Id>" + RECORD + "</f:Id>" + fields);
    }

    static String notification(String id, String type, String fields) {
        return "<Notification><Id>" + id + "</Id><sObject i:type=\"f:" + type
                + "\" xmlns:f=\"urn:sobject.enterprise.soap.sforce.com\">" + fields + "</sObject></Notification>";
    }

    static IncomingDelivery post(String xml) {
        return Samples.post(Map.of("Content-Type", "text/xml; charset=utf-8"), xml);
    }
}
