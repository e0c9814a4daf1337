package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenPropertiesTest {

    @Property
    void whatIsWrittenIsReadAgain(@ForAll String serviceToken, @ForAll int skipped) {
        var token = ResumeToken.at(serviceToken, skipped);

        assertThat(StartingToken.parse(token.encode(skipped))).isEqualTo(token);
        assertThat(StartingToken.parse(token.encode())).isEqualTo(ResumeToken.at(serviceToken, 0));
    }

    @Property
    void aTokenIsPrintableAscii(@ForAll String serviceToken) {
        String token = ResumeToken.at(serviceToken, 0).encode(1);

        assertThat(token).matches("[A-Za-z0-9+/]+={0,2}");
        assertThat(new String(Base64.getDecoder().decode(token), StandardCharsets.ISO_8859_1))
                .matches("[ -~]+");
    }

    @Property
    void noTextFailsInAnotherWayThanTheDocumentedOne(@ForAll String text) {
        assertThatOnlyBadTokensFail(text);
    }

    @Property
    void noJsonFailsInAnotherWayThanTheDocumentedOne(@ForAll("jsonLike") String json) {
        assertThatOnlyBadTokensFail(ResumeTokenTest.base64(json));
    }

    @Property
    void noDamagedTokenFailsInAnotherWayThanTheDocumentedOne(@ForAll long seed) {
        assertThatOnlyBadTokensFail(StartingTokens.any(new Random(seed)));
    }

    @Property
    void base64IsReadAsItIsWritten(@ForAll byte[] bytes) {
        assertThat(LenientBase64.decode(Base64.getEncoder().encodeToString(bytes)))
                .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(bytes));
        assertThat(LenientBase64.decode(
                        Base64.getMimeEncoder(8, new byte[] {'\n', '*'}).encodeToString(bytes)))
                .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(bytes));
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\"nextToken\"",
                        "\"boto_truncate_amount\"",
                        "\"a\"",
                        "1",
                        "-",
                        "0",
                        ".5",
                        "e9",
                        "null",
                        "true",
                        "NaN",
                        "Infinity",
                        "\\u00",
                        "\\ud83d",
                        "\\",
                        " ",
                        "\n",
                        "é",
                        "\"boto_encoded_keys\"")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    private static void assertThatOnlyBadTokensFail(String text) {
        var thrown = catchThrowable(() -> StartingToken.parse(text));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(BadStartingTokenException.class);
        }
    }
}
