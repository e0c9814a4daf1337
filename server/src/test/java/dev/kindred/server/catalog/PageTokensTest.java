package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PageTokensTest {

    private final PageTokens tokens = new PageTokens(new byte[32]);

    @Property
    void aTokenTellsItsPositionAgainAndAgain(@ForAll @LongRange(min = 1) long position) {
        var token = tokens.encode("ListThings", Long.toString(position));

        assertThat(tokens.decode("ListThings", token)).contains(Long.toString(position));
        assertThat(tokens.decode("ListThings", token)).contains(Long.toString(position));
    }

    @Property
    void aTokenIsGoodForItsOwnListOnly(@ForAll @LongRange(min = 1) long position) {
        var token = tokens.encode("ListThings", Long.toString(position));

        assertThat(tokens.decode("ListOthers", token)).isEmpty();
        assertThat(new PageTokens("another secret".getBytes(StandardCharsets.UTF_8)).decode("ListThings", token))
                .isEmpty();
    }

    @Property
    void noChangedCharacterGoesUnnoticed(
            @ForAll @LongRange(min = 1) long position, @ForAll @IntRange(max = 30) int at, @ForAll char replacement) {
        var token = tokens.encode("ListThings", Long.toString(position));
        int index = at % token.length();
        var changed = token.substring(0, index) + replacement + token.substring(index + 1);

        if (!changed.equals(token)) {
            assertThat(tokens.decode("ListThings", changed)).isEmpty();
        }
    }

    @Property
    void noTextAtAllIsTakenForAToken(@ForAll String text) {
        assertThat(tokens.decode("ListThings", text)).isEmpty();
    }

    @Property
    void clientsThatReadTokensAsTheirOwnAreNotMistaken(@ForAll @LongRange(min = 1) long position) {
        var token = tokens.encode("ListThings", Long.toString(position));

        assertThat(token).hasSizeLessThan(1_500).isASCII().doesNotContain("___");
        assertThat(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .startsWith("K"); // JSON does not begin with it
    }
}
