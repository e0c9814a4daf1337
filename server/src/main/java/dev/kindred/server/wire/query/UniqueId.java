package dev.kindred.server.wire.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Identifiers in the form of AWS's: four letters that tell what of, and 17 more.
///
/// @see <a
/// href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
/// identifiers</a>
public final class UniqueId {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 17;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UniqueId() {}

    /// Returns an identifier that nothing else has.
    public static String next(String prefix) {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return prefix + letters(bytes);
    }

    /// Returns the identifier of what is called `name`, always the same.
    public static String of(String prefix, String name) {
        try {
            return prefix + letters(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Returns a secret key of that many random bytes, in base64.
    public static String secret(int bytes) {
        var secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    private static String letters(byte[] bytes) {
        var letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(bytes[i] & (LETTERS.length() - 1)));
        }
        return letters.toString();
    }
}
