package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param method in capitals
 * @param query the raw query without the question mark, empty when there is none
 * @param headers name to first value; looked up without regard to case
 * @param body the bytes as received, before any reader touched them
 * @param receivedAt our clock at the time of receipt
 */
public record IncomingDelivery(
        String method, String query, Map<String, String> headers, byte[] body, Instant receivedAt) {
    public IncomingDelivery {
        TreeMap<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        headers = java.util.Collections.unmodifiableMap(caseless);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The same request with another body. */
    public IncomingDelivery withBody(byte[] other) {
        return new IncomingDelivery(method, query, headers, other, receivedAt);
    }

    /** The same request without the header, if it has it. */
    public IncomingDelivery withoutHeader(String name) {
        TreeMap<String, String> others = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        others.putAll(headers);
        others.remove(name);
        return new IncomingDelivery(method, query, others, body, receivedAt);
    }

    /** The same request without its query. */
    public IncomingDelivery withoutQuery() {
        return new IncomingDelivery(method, "", headers, body, receivedAt);
    }

    /** The media type without parameters, in lower case; empty when the sender gave none. */
    public String mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
