package dev.kennzahl.ingestion.sender;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

/**
 * Who a delivery of Dataverse comes from. There is no signature: the registered endpoint sends a fixed value, in a header, in a
 * query parameter or as {@code ?code=}. The option {@code auth} says where; without it, it is {@code ?code=}, which needs no name.
 */
final class DynamicsAuthentication {
    private static final DynamicsAuthentication KEY = new DynamicsAuthentication(false, "code");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final boolean inHeader;
    private final String name;

    private DynamicsAuthentication(boolean inHeader, String name) {
        this.inHeader = inHeader;
        this.name = name;
    }

    /** Empty when the option does not say where the value stands. */
    private static Optional<DynamicsAuthentication> of(JsonNode auth) {
        if (CommonOptions.isAbsent(auth)) {
            return Optional.of(KEY);
        }
        for (String member : (Iterable<String>) auth::fieldNames) {
            if (!List.of("mode", "name").contains(member)) {
                return Optional.empty();
            }
        }
        Optional<String> name = JsonBody.text(auth, "name");
        return switch (auth.path("mode").asText()) {
            case "header" ->
                name.filter(given -> HEADER_NAME.matcher(given).matches())
                        .map(given -> new DynamicsAuthentication(true, given));
            case "query" -> name.map(given -> new DynamicsAuthentication(false, given));
            case "key" ->
                Optional.of(KEY)
                        .filter(key -> CommonOptions.isAbsent(auth.path("name")) || name.equals(Optional.of(key.name)));
            default -> Optional.empty();
        };
    }

    static Optional<SettingFault> check(JsonNode auth) {
        return of(auth).isPresent()
                ? Optional.empty()
                : CommonOptions.fault(
                        "options.auth",
                        "must be {\"mode\":\"key\"} for ?code=, or {\"mode\":\"query\",\"name\":\"…\"}"
                                + " or {\"mode\":\"header\",\"name\":\"…\"} with the name of the parameter or header");
    }

    static Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        Optional<DynamicsAuthentication> place = of(settings.options().path("auth"));
        if (place.isEmpty()) {
            return Optional.of("options.auth of the connection does not say where the secret stands");
        }
        return place.get().carriesSecret(delivery, settings)
                ? whyForeign(delivery, settings)
                : Optional.of("the " + place.get().words() + " is missing or is not the secret of the connection");
    }

    /** The query goes as a whole: Dataverse puts nothing but credentials there, and the translation does not read it. */
    static IncomingDelivery withoutCredentials(IncomingDelivery delivery, ConnectionSettings settings) {
        IncomingDelivery bare = delivery.withoutQuery();
        return of(settings.options().path("auth"))
                .filter(place -> place.inHeader)
                .map(place -> bare.withoutHeader(place.name))
                .orElse(bare);
    }

    private String words() {
        return (inHeader ? "header " : "query parameter ") + name;
    }

    private boolean carriesSecret(IncomingDelivery delivery, ConnectionSettings settings) {
        List<String> given =
                inHeader ? delivery.header(name).map(List::of).orElse(List.of()) : parameters(delivery.query());
        boolean matches = false;
        for (String value : given) {
            for (String secret : settings.secrets()) {
                matches |= MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return matches;
    }

    private List<String> parameters(String query) {
        List<String> values = new ArrayList<>();
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2 && decoded(parts[0]).equals(Optional.of(name))) {
                decoded(parts[1]).ifPresent(values::add);
            }
        }
        return values;
    }

    /** Decoded once: what was escaped twice was another value. */
    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> whyForeign(IncomingDelivery delivery, ConnectionSettings settings) {
        Optional<String> ours = settings.option("organizationId").map(DynamicsAuthentication::normal);
        Optional<String> theirs = organization(delivery);
        return ours.isEmpty() || theirs.isEmpty() || theirs.equals(ours)
                ? Optional.empty()
                : Optional.of("OrganizationId is not options.organizationId of the connection");
    }

    /** Empty when the body does not say, which is for the translation to refuse: with the right secret it is worth keeping. */
    private static Optional<String> organization(IncomingDelivery delivery) {
        try {
            return JsonBody.text(JsonBody.read(delivery.body()), "OrganizationId")
                    .map(DynamicsAuthentication::normal);
        } catch (MalformedDeliveryException e) {
            return Optional.empty();
        }
    }

    private static String normal(String id) {
        return DynamicsGuid.of(id).orElse(id);
    }
}
