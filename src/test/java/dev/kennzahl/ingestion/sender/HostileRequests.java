package dev.kennzahl.ingestion.sender;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

/**
 * Recorded requests of a sender with something wrong in them: bytes, lengths, encodings, tokens, headers, addresses. Where the
 * sender signs bodies most are signed anew, so that what lies behind the signature is met as well. The same seed gives the same
 * requests.
 */
final class HostileRequests {
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "-0",
            "1e400",
            "1e999999999",
            "-1e-999999999",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "0.1e1",
            "NaN",
            "Infinity",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"2026-13-45T99:99:99Z\"",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"/Date(99999999999999999999)/\"",
            "[[[[[[]]]]]]",
            "{\"a\":{\"a\":{\"a\":{}}}}",
            "\"\ufeff\"",
            "\"%00%ff\"",
            "/*",
            "<!DOCTYPE x [<!ENTITY e \"e\">]>",
            "&#0;",
            "&e;",
            "<![CDATA[",
            "]]>",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\",
            "\u0000");
    private static final List<String> MEDIA_TYPES = List.of(
            "",
            "text/plain",
            "application/json; charset=utf-16",
            "application/xml",
            "text/xml",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/cloudevents+xml",
            "application/json;;;",
            "*/*",
            "json",
            "APPLICATION/JSON");
    private static final int LONGEST_REPEAT = 1_500;

    private final String sender;
    private final ConnectionSettings connection;
    private final List<IncomingDelivery> recorded;
    private final Random random;

    HostileRequests(String sender, ConnectionSettings connection, long seed) {
        this.sender = sender;
        this.connection = connection;
        this.random = new Random(seed);
        this.recorded = SenderContractTest.accepted().stream()
                .filter(request ->
                        request.sender().equals(sender) && !request.json().has("connection"))
                .map(Samples.Request::delivery)
                .toList();
    }

    IncomingDelivery next(Instant now) {
        IncomingDelivery request = recorded.get(random.nextInt(recorded.size()));
        byte[] body = request.body();
        for (int i = random.nextInt(4); i > 0; i--) {
            body = mutated(body);
        }
        Map<String, String> headers = new TreeMap<>(request.headers());
        if (random.nextInt(4) == 0) {
            spoil(headers);
        }
        String query = random.nextInt(20) == 0 ? "code=%zz&%=1&=&code" : request.query();
        if (random.nextInt(6) > 0) {
            sign(headers, query, body, now);
        }
        return new IncomingDelivery("POST", query, headers, body, now);
    }

    private void spoil(Map<String, String> headers) {
        if (random.nextBoolean()) {
            headers.put("Content-Type", MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size())));
            return;
        }
        List<String> names = new ArrayList<>(headers.keySet());
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            headers.remove(name);
        } else {
            headers.put(
                    name,
                    List.of("", "%", "%C3%28", "x".repeat(2_000), "-1", "\"a", "1e9")
                            .get(random.nextInt(7)));
        }
    }

    private byte[] mutated(byte[] body) {
        int at = random.nextInt(body.length + 1);
        int to = at + random.nextInt(Math.min(body.length - at, 40) + 1);
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> Arrays.copyOfRange(body, at, body.length);
            case 2 -> spliced(body, at, to, new byte[0]);
            case 3 -> spliced(body, at, at, Arrays.copyOfRange(body, at, to));
            case 4 -> spliced(body, at, to, noise());
            case 5 -> spliced(body, at, at, token());
            case 6 -> valueReplaced(body, at);
            case 7 ->
                new String(body, StandardCharsets.UTF_8)
                        .getBytes(
                                List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1, Charset.forName("UTF-32"))
                                        .get(random.nextInt(3)));
            default ->
                spliced(
                        body,
                        at,
                        at,
                        List.of("[", "{\"a\":", "9", "<a>", "\"x\",")
                                .get(random.nextInt(5))
                                .repeat(random.nextInt(LONGEST_REPEAT))
                                .getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Puts something else in the place of the next value of JSON, or the next text of XML. */
    private byte[] valueReplaced(byte[] body, int at) {
        for (int i = at; i < body.length; i++) {
            if (body[i] == ':' || body[i] == '>') {
                int end = i + 1;
                while (end < body.length && body[end] != ',' && body[end] != '}' && body[end] != '<') {
                    end++;
                }
                return spliced(body, i + 1, end, token());
            }
        }
        return body;
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(30)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] with) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(body, 0, from);
        all.writeBytes(with);
        all.write(body, to, body.length - to);
        return all.toByteArray();
    }

    private void sign(Map<String, String> headers, String query, byte[] body, Instant now) {
        if (connection.secrets().isEmpty()) {
            return;
        }
        String secret = connection.secrets().get(0);
        if (sender.equals("hubspot")) {
            String url = connection.option("publicUrl").orElseThrow() + (query.isEmpty() ? "" : "?" + query);
            String time = Long.toString(now.toEpochMilli());
            headers.put("X-HubSpot-Request-Timestamp", time);
            headers.put(
                    "X-HubSpot-Signature-v3", hmac(secret.getBytes(StandardCharsets.UTF_8), "POST" + url, body, time));
        } else if (secret.startsWith("whsec_")) {
            String id = "msg_" + random.nextInt(1_000_000);
            String time = Long.toString(now.getEpochSecond());
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            headers.put("webhook-id", id);
            headers.put("webhook-timestamp", time);
            headers.put("webhook-signature", "v1," + hmac(key, id + "." + time + ".", body, ""));
        }
    }

    private static String hmac(byte[] key, String before, byte[] body, String after) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        content.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(WebhookKey.Shared.hmac(key, content.toByteArray()));
    }
}
