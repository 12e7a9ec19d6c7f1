package dev.kennzahl.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A receipt as it is handed out: its JSON and a seal, both as base64url (RFC 4648) with a dot between. The seal is a SHA-256
 * over the tenant and the JSON, so that what was edited, or given to somebody else, is noticed; it is no signature, and nothing
 * is trusted for it.
 *
 * @param token what the caller keeps
 */
public record SealedReceipt(Receipt receipt, String token) {
    private static final int LONGEST_TOKEN = 200_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    static SealedReceipt of(int tenantId, Receipt receipt) {
        try {
            byte[] json = JSON.writeValueAsBytes(receipt);
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return new SealedReceipt(
                    receipt, base64.encodeToString(json) + "." + base64.encodeToString(seal(tenantId, json)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The receipt that a token holds; {@link ProblemCode#INVALID_RECEIPT} when it is not as this tenant was given it. */
    static Receipt read(int tenantId, String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST_TOKEN) {
            throw broken();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] seal = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(seal, seal(tenantId, json))) {
                throw new Problem(
                        ProblemCode.INVALID_RECEIPT,
                        "token",
                        "The receipt was not given to this tenant, or was edited since. Send the token of an answer of"
                                + " this tenant as it is.");
            }
            return JSON.readValue(json, Receipt.class);
        } catch (IllegalArgumentException | IOException e) {
            throw broken();
        }
    }

    private static Problem broken() {
        return new Problem(
                ProblemCode.INVALID_RECEIPT,
                "token",
                "This is no receipt. Send the token of an answer's receipt as it is, with nothing cut off.");
    }

    private static byte[] seal(int tenantId, byte[] json) {
        MessageDigest sha256 = AnswerDigest.sha256();
        sha256.update((tenantId + "\n").getBytes(StandardCharsets.UTF_8));
        return sha256.digest(json);
    }
}
