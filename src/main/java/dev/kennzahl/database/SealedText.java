package dev.kennzahl.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Text that only those can read who have the passphrase it was sealed with: AES-256 in GCM mode, a fresh nonce in front. */
public final class SealedText {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private SealedText() {}

    public static byte[] seal(String text, String passphrase) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, passphrase, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /** @throws IllegalStateException when it was sealed with another passphrase, or altered since */
    public static String open(byte[] sealed, String passphrase) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return new String(run(Cipher.DECRYPT_MODE, passphrase, nonce, text), StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, String passphrase, byte[] nonce, byte[] input) {
        try {
            // The label keeps this key apart from the plain hash that rows are found by.
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest(("kennzahl sealed text\u0000" + passphrase).getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the text was sealed with another passphrase, or altered", e);
        }
    }
}
