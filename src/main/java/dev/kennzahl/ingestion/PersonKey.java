package dev.kennzahl.ingestion;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.kennzahl.sales.EntityType;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A person as others refer to it: the kind of record and its business key. */
record PersonKey(EntityType entity, String key) {

    /** A name for it that only those can check who have the salt and a guess; in hexadecimal digits. */
    String hash(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((entity.key() + "\0" + key).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
