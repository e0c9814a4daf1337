package dev.kindred.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.auth.Authenticator;
import dev.kindred.server.auth.Principal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The sessions of visitors who gave an access key. The value of a session's cookie is `<key id>|<end>|<seal>`: the
/// seal is a keyed hash of the other two and of the key's secret, so a session ends when its key or the key's secret
/// changes. The server stores nothing, and sessions survive its restart.
final class ConsoleSessions {

    /// A working day. Taste.
    static final Duration LENGTH = Duration.ofHours(12);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SEPARATOR = "|";

    private final Authenticator authenticator;
    private final byte[] secret;
    private final InstantSource clock;

    /// @param secret random bytes that last as long as the data directory
    ConsoleSessions(Authenticator authenticator, byte[] secret, InstantSource clock) {
        this.authenticator = authenticator;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /// Returns the visitor of a server that does not authenticate, or empty if a key is needed.
    Optional<Principal> open() {
        return authenticator.open();
    }

    /// Returns the cookie's value of a new session.
    ///
    /// @throws AuthenticationException if the key or its secret is wrong
    String begin(String keyId, String keySecret) {
        var credentials = Base64.getEncoder().encodeToString((keyId + ":" + keySecret).getBytes(UTF_8));
        authenticator.basic(Optional.of("Basic " + credentials));
        long end = clock.instant().plus(LENGTH).getEpochSecond();
        return keyId + SEPARATOR + end + SEPARATOR + seal(keyId, end, keySecret);
    }

    /// Returns the visitor of a session, unless it has ended.
    Optional<Principal> find(String cookie) {
        var parts = cookie.split("\\|", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
            return Optional.empty();
        }
        long end = Long.parseLong(parts[1]);
        return authenticator
                .ofKey(parts[0])
                .filter(visitor -> clock.instant().getEpochSecond() < end)
                .filter(visitor -> visitor.key() != null
                        && MessageDigest.isEqual(
                                parts[2].getBytes(UTF_8),
                                seal(parts[0], end, visitor.key().secret()).getBytes(UTF_8)));
    }

    private String seal(String keyId, long end, String keySecret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((keyId + SEPARATOR + end + SEPARATOR).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(keySecret.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no " + ALGORITHM, e);
        }
    }
}
