package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.IncomingDelivery;
import dev.kennzahl.ingestion.MalformedDeliveryException;

/** Reads JSON as senders mean it: decimals exact to the last zero, and nothing guessed where a body is ambiguous. */
final class JsonBody {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Two amounts under one name: either choice would be a guess.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonBody() {}

    /** @throws MalformedDeliveryException when the delivery is not announced as JSON */
    static void requireJsonType(IncomingDelivery delivery) {
        if (!isJsonType(delivery.mediaType())) {
            throw MalformedDeliveryException.mediaType("the content type must be application/json");
        }
    }

    /** Whether a media type without parameters stands for JSON. */
    static boolean isJsonType(String mediaType) {
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }

    /** The media type of a content type, without its parameters. */
    static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** @throws MalformedDeliveryException when the bytes are not exactly one JSON value */
    static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.isMissingNode()) {
                throw MalformedDeliveryException.body("the body must be JSON, but it is empty");
            }
            return node;
        } catch (NumberFormatException e) {
            // Jackson lets it through as it is: an exponent of more digits than an int holds.
            throw MalformedDeliveryException.body("a number in the body is larger than any that can be meant");
        } catch (IOException e) {
            // Jackson's own message quotes the body, which may be personal data.
            throw MalformedDeliveryException.body("the body must be well-formed JSON with unique names" + position(e));
        }
    }

    private static String position(IOException e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? "; it is not at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
    }

    /** The text of a single value, numbers exactly as sent; null for JSON null and for an absent member. */
    static @Nullable String scalar(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    /** A member that is text and not blank. */
    static Optional<String> text(JsonNode object, String member) {
        return Optional.of(object.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(JsonBody::isStorable);
    }

    /** A member that names a record: text or a whole number, since integrations send both. */
    static Optional<String> id(JsonNode object, String member) {
        return id(object.path(member));
    }

    /** An id by itself, such as an element of a list of ids. */
    static Optional<String> id(JsonNode node) {
        return Optional.of(node)
                .filter(id -> id.isTextual() || id.isIntegralNumber())
                .map(JsonNode::asText)
                .filter(JsonBody::isStorable);
    }

    /** Postgres text cannot hold NUL, so an identifier with it could never be found again. */
    private static boolean isStorable(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0;
    }

    /** Parts joined so that no two lists of parts look alike: the text of a JSON array. */
    static String joined(@Nullable String... parts) {
        return MAPPER.valueToTree(parts).toString();
    }
}
