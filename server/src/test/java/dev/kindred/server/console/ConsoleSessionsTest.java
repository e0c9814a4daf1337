package dev.kindred.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.auth.AccessKey;
import dev.kindred.server.auth.AccessKeys;
import dev.kindred.server.auth.Accounts;
import dev.kindred.server.auth.Principal;
import dev.kindred.server.auth.Sessions;
import dev.kindred.server.auth.SignatureAuthenticator;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {

    private static final String SECRET = "a-secret-of-20-chars";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private AccessKeys keys = Accounts.of("111122223333", "KEY", SECRET);
    private final ConsoleSessions sessions = sessions(new byte[] {1, 2, 3});

    private ConsoleSessions sessions(byte[] secret) {
        var current = new AccessKeys() {
            @Override
            public Optional<AccessKey> find(String id) {
                return keys.find(id);
            }

            @Override
            public Collection<AccessKey> all() {
                return keys.all();
            }
        };
        return new ConsoleSessions(
                new SignatureAuthenticator(current, new Sessions(new byte[32]), () -> now), secret, () -> now);
    }

    @Test
    void aSessionLastsAWorkingDay() {
        var session = sessions.begin("KEY", SECRET);

        assertThat(sessions.find(session)).map(Principal::account).contains("111122223333");
        now = now.plus(Duration.ofHours(12));
        assertThat(sessions.find(session)).isEmpty();
    }

    @Test
    void aSessionEndsWhenItsKeyOrTheSecretChanges() {
        var session = sessions.begin("KEY", SECRET);

        keys = Accounts.of("111122223333", "KEY", "another-secret-of-20");
        assertThat(sessions.find(session)).isEmpty();
        keys = Accounts.of("111122223333", "OTHER", SECRET);
        assertThat(sessions.find(session)).isEmpty();
        keys = Accounts.of("111122223333", "KEY", SECRET);
        assertThat(sessions.find(session)).isPresent();
    }

    @Test
    void noPartOfASessionCanBeChanged() {
        var session = sessions.begin("KEY", SECRET);
        for (int i = 0; i < session.length(); i++) {
            var changed = session.substring(0, i) + (char) (session.charAt(i) ^ 1) + session.substring(i + 1);
            assertThat(sessions.find(changed)).as(changed).isEmpty();
        }
    }

    @Test
    void anotherDataDirectoryKnowsNoSessionOfThisOne() {
        assertThat(sessions(new byte[] {4}).find(sessions.begin("KEY", SECRET))).isEmpty();
    }
}
