package dev.kennzahl.ingestion.sender;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

/** Reads a CloudEvent in binary mode: attributes are headers, the body is the data. */
final class BinaryCloudEvent {
    private static final String PREFIX = "ce-";

    private BinaryCloudEvent() {}

    static boolean isOne(IncomingDelivery delivery) {
        return delivery.headers().keySet().stream().anyMatch(BinaryCloudEvent::isAttribute);
    }

    private static boolean isAttribute(String header) {
        return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** @throws MalformedDeliveryException when the envelope is not sound */
    static CloudEvent of(IncomingDelivery delivery) {
        Map<String, String> attributes = new HashMap<>();
        delivery.headers().forEach((header, value) -> {
            if (isAttribute(header)) {
                attributes.put(header.substring(PREFIX.length()).toLowerCase(Locale.ROOT), decoded(header, value));
            }
        });
        attributes.remove("datacontenttype"); // this mode says it in Content-Type, and nowhere else
        Optional.of(delivery.mediaType())
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> attributes.put("datacontenttype", type));
        byte[] body = delivery.body();
        return CloudEvent.of(
                attributes,
                () -> body.length == 0 ? MissingNode.getInstance() : JsonBody.read(body),
                delivery.receivedAt());
    }

    /** A header value as the HTTP binding encodes it: perhaps quoted, then percent-encoded UTF-8, decoded exactly once. */
    private static String decoded(String header, String value) {
        try {
            return percentDecoded(unquoted(value.strip()));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw MalformedDeliveryException.body(
                    "the header " + header.toLowerCase(Locale.ROOT) + " must be percent-encoded UTF-8");
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static String percentDecoded(String value) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); ) {
            if (value.charAt(i) == '%') {
                bytes.write(escaped(value, i));
                i += 3;
            } else {
                int codePoint = value.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        // A new decoder reports what is not UTF-8, where the String constructor would replace it.
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static int escaped(String value, int percent) {
        int high = percent + 2 < value.length() ? hexDigit(value.charAt(percent + 1)) : -1;
        int low = percent + 2 < value.length() ? hexDigit(value.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("two hexadecimal digits follow a percent sign");
        }
        return high * 16 + low;
    }

    private static int hexDigit(char digit) {
        return digit < 128 ? Character.digit(digit, 16) : -1;
    }
}
