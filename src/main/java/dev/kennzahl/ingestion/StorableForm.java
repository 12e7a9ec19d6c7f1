package dev.kennzahl.ingestion;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is kept and shown of a delivery: all that it says and nothing that opens a door. Signatures stay, since they prove this
 * one body and nothing else; a replay reads without asking again who sent it.
 */
public final class StorableForm {
    private static final Set<String> CREDENTIAL_HEADERS =
            caseless("Authorization", "Proxy-Authorization", "Cookie", "X-API-Key", "X-Operator-Key", "X-Auth-Token");

    /** Where bearer tokens stand in an address (RFC 6750, CloudEvents' web hooks). */
    private static final Set<String> CREDENTIAL_PARAMETERS = Set.of("access_token");

    private StorableForm() {}

    /** The delivery without credentials that any sender may carry, without those of this one, and without the connection's secrets. */
    public static IncomingDelivery of(CrmSender sender, IncomingDelivery delivery, ConnectionSettings settings) {
        IncomingDelivery kept =
                sender.storable(cleared(delivery, CREDENTIAL_HEADERS, CREDENTIAL_PARAMETERS, List.of()), settings);
        // Whatever a sender class overlooks: the secret itself, wherever it stands beside the body.
        return cleared(kept, Set.of(), Set.of(), settings.secrets());
    }

    private static IncomingDelivery cleared(
            IncomingDelivery delivery, Set<String> headerNames, Set<String> parameterNames, List<String> secrets) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        delivery.headers().forEach((name, value) -> {
            if (!headerNames.contains(name) && !holdsAny(value, secrets)) {
                headers.put(name, value);
            }
        });
        String query = delivery.query().isEmpty()
                ? ""
                : Arrays.stream(delivery.query().split("&"))
                        .filter(parameter ->
                                !parameterNames.contains(decoded(parameter.split("=", 2)[0])))
                        .filter(parameter -> !holdsAny(parameter, secrets) && !holdsAny(decoded(parameter), secrets))
                        .collect(Collectors.joining("&"));
        // Nothing to clear, as of most: then each of the copies would be made for nothing.
        if (headers.size() == delivery.headers().size() && query.equals(delivery.query())) {
            return delivery;
        }
        return new IncomingDelivery(delivery.method(), query, headers, delivery.body(), delivery.receivedAt());
    }

    private static boolean holdsAny(String text, List<String> secrets) {
        return secrets.stream().anyMatch(text::contains);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not encoded at all
        }
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
