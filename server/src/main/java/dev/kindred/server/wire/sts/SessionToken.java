package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/// The token of temporary credentials. It says in plain text whose they are, so that nothing is remembered of them:
/// it is a convenience for programs that ask who they are, and proves nothing.
///
/// @param arn that of the session
/// @param userId the unique identifier of the session
record SessionToken(String arn, String userId) {

    private static final String MARK = "K1";
    private static final char SEPARATOR = '\n';

    String text() {
        return Base64.getEncoder().encodeToString((MARK + SEPARATOR + arn + SEPARATOR + userId).getBytes(UTF_8));
    }

    /// Returns what a token says, or nothing where it is not one of ours.
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
