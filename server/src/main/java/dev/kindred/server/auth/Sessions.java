package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Issues the session tokens of temporary credentials. A token contains its session and a seal, HMAC-SHA-256 with a
/// secret of
/// the server, so the server stores no sessions. The secret access key of a session is derived from its key id in the
/// same way.
public final class Sessions {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String MARK = "K2";
    private static final String SEPARATOR = "\n";
    private static final int FIELDS = 7;
    private static final int SECRET_BYTES = 30; // 40 characters of base 64, as AWS's secret keys

    private final byte[] secret;

    /// @param secret random bytes that only this server knows, the same after a restart
    public Sessions(byte[] secret) {
        this.secret = secret.clone();
    }

    /// Returns the token of a session.
    public String tokenOf(Session session) {
        var content = String.join(
                SEPARATOR,
                MARK,
                session.keyId(),
                session.parent(),
                session.account(),
                session.arn(),
                session.userId(),
                Long.toString(session.expiration().getEpochSecond()));
        var encoder = Base64.getEncoder();
        return encoder.encodeToString(content.getBytes(UTF_8)) + "." + encoder.encodeToString(seal("token", content));
    }

    /// Returns the session of a token, or empty if this server did not issue the token.
    public Optional<Session> find(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            var content = new String(Base64.getDecoder().decode(token.substring(0, dot)), UTF_8);
            var seal = Base64.getDecoder().decode(token.substring(dot + 1));
            var fields = content.split(SEPARATOR, -1);
            if (!MessageDigest.isEqual(seal, seal("token", content)) || fields.length != FIELDS) {
                return Optional.empty();
            }
            return Optional.of(new Session(
                    fields[1],
                    fields[2],
                    fields[3],
                    fields[4],
                    fields[5],
                    Instant.ofEpochSecond(Long.parseLong(fields[6]))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Returns the secret access key of a temporary access key id.
    public String secretOf(String keyId) {
        return Base64.getEncoder().encodeToString(Arrays.copyOf(seal("secret", keyId), SECRET_BYTES));
    }

    private byte[] seal(String purpose, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal((purpose + SEPARATOR + text).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
    }
}
