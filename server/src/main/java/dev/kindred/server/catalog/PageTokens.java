package dev.kindred.server.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Opaque, tamper-evident positions in a list: base 64 of `K1:<position>:<16 bytes of HMAC-SHA-256>`.
///
/// The seal covers the position and all parameters of the list, so a token is valid for that list only. It
/// contains no time, so it is valid as long as the catalog exists. The leading letter prevents that a client
/// that expects base 64 of JSON misreads the token; base 64's plain alphabet avoids the `___` at which some
/// clients split.
final class PageTokens {

    private static final String MARK = "K1:";

    /// The bytes of HMAC-SHA-256 that a token carries: a forgery succeeds with probability 2^-128.
    private static final int SEAL_BYTES = 16;

    private final byte[] secret;

    PageTokens(byte[] secret) {
        this.secret = secret;
    }

    /// Returns the token for `position` in the list that `binding` describes.
    String encode(String binding, String position) {
        var head = (MARK + position + ":").getBytes(StandardCharsets.UTF_8);
        var token = Arrays.copyOf(head, head.length + SEAL_BYTES);
        System.arraycopy(seal(binding, position), 0, token, head.length, SEAL_BYTES);
        return Base64.getEncoder().withoutPadding().encodeToString(token);
    }

    /// Returns the position of `token` in the list that `binding` describes, or empty if the token is invalid
    /// there.
    Optional<String> decode(String binding, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int positionEnds = bytes.length - SEAL_BYTES - 1;
        if (positionEnds <= MARK.length()
                || !token.equals(Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
            return Optional.empty();
        }
        var head = new String(bytes, 0, positionEnds + 1, StandardCharsets.UTF_8);
        if (!head.startsWith(MARK) || !head.endsWith(":")) {
            return Optional.empty();
        }
        var position = head.substring(MARK.length(), head.length() - 1);
        var seal = Arrays.copyOfRange(bytes, bytes.length - SEAL_BYTES, bytes.length);
        return MessageDigest.isEqual(seal, seal(binding, position)) ? Optional.of(position) : Optional.empty();
    }

    private byte[] seal(String binding, String position) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(binding.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(position.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
