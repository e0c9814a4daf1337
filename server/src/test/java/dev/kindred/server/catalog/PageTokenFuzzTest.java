package dev.kindred.server.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Page tokens that were changed.
class PageTokenFuzzTest {

    private static final int TOKENS = 100_000;

    @Test
    void noChangedTokenIsAccepted() {
        var tokens = new PageTokens("secret".getBytes(UTF_8));

        Fuzzer.run("token", TOKENS, List.of(), random -> {
            var genuine = tokens.encode("list", Long.toString(random.nextLong()));
            var text = new StringBuilder(genuine);
            for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
                new HostileText(random).damage(text);
            }
            if (!text.toString().equals(genuine)) {
                assertThat(tokens.decode("list", text.toString())).isEmpty();
            }
        });
    }
}
