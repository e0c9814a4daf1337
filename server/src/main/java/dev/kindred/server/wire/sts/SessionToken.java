package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/// The session token of temporary credentials. It contains the identity of its owner in plain text, so the server
/// stores no sessions. It lets programs query their identity; it proves nothing.
///
/// @param arn the ARN of the session
/// @param userId the unique identifier of the session
record SessionToken(String arn, String userId) {

    private static final String MARK = "K1";
    private static final char SEPARATOR = '\n';

    String text() {
        return Base64.getEncoder().encodeToString((MARK + SEPARATOR + arn + SEPARATOR + userId).getBytes(UTF_8));
    }

    /// Returns the content of a token, or empty if the server did not issue it.
    static Optional<SessionToken> find(String text) {
        try {
            var parts = new String(Base64.getDecoder().decode(text), UTF_8).split(String.valueOf(SEPARATOR), -1);
            return parts.length == 3 && parts[0].equals(MARK)
                    ? Optional.of(new SessionToken(parts[1], parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
