package dev.kindred.server.wire.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// Generates identifiers in AWS's format: four letters for the type of the entity and 17 more characters.
///
/// @see <a
/// href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
/// identifiers</a>
public final class UniqueId {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 17;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UniqueId() {}

    /// Returns a new, unique identifier.
    public static String next(String prefix) {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return prefix + letters(bytes);
    }

    /// Returns the identifier of the entity with the given name. The same name always has the same identifier.
    public static String of(String prefix, String name) {
        try {
            return prefix + letters(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Returns a secret key of `bytes` random bytes, in base64.
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
