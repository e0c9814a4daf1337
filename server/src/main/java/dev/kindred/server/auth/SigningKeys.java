package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Derives the signing keys of signature version 4 and remembers them, because a key is valid for a day, a region and a
/// service.
final class SigningKeys {

    private static final String HMAC = "HmacSHA256";

    /// The remembered keys, of about 200 bytes each. Taste.
    private static final int REMEMBERED = 1_024;

    private final ConcurrentHashMap<Scope, byte[]> keys = new ConcurrentHashMap<>();

    /// @param secret the secret access key, so that a replaced secret has other signing keys
    private record Scope(String secret, String date, String region, String service) {}

    /// Returns the signing key for the scope of a signature.
    byte[] of(String secret, Signature signature) {
        var scope = new Scope(secret, signature.date(), signature.region(), signature.service());
        var known = keys.get(scope);
        if (known != null) {
            return known;
        }
        if (keys.size() >= REMEMBERED) {
            keys.clear();
        }
        return keys.computeIfAbsent(scope, SigningKeys::derive);
    }

    private static byte[] derive(Scope scope) {
        var key = hmac(("AWS4" + scope.secret()).getBytes(UTF_8), scope.date());
        key = hmac(key, scope.region());
        key = hmac(key, scope.service());
        return hmac(key, Signature.TERMINATOR);
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    /// Returns the SHA-256 of bytes in lower-case hexadecimal digits.
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }
}
