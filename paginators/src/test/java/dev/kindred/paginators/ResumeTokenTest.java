package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ResumeTokenTest {

    @Test
    void aTokenIsBoto3sByteForByte() {
        assertThat(ResumeToken.START.encode(3))
                .isEqualTo("eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAzfQ==");
        assertThat(ResumeToken.at("4", 0).encode()).isEqualTo("eyJuZXh0VG9rZW4iOiAiNCJ9");
        assertThat(ResumeToken.at("4", 0).encode(2))
                .isEqualTo("eyJuZXh0VG9rZW4iOiAiNCIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDJ9");
    }

    @Test
    void whatIsNotPrintableAsciiIsEscaped() {
        // json.dumps({"nextToken": "é😀\"\\/\n\r\t\f\b\x00\x7f"}), and base64 of it
        String expected = "eyJuZXh0VG9rZW4iOiAiXHUwMGU5XHVkODNkXHVkZTAwXCJcXC9cblxyXHRcZlxiXHUwMDAwXHUwMDdmIn0=";

        String token = ResumeToken.at("é😀\"\\/\n\r\t\f\b\0\u007f", 0).encode();

        assertThat(token).isEqualTo(expected);
        assertThat(StartingToken.parse(token).serviceToken()).isEqualTo("é😀\"\\/\n\r\t\f\b\0\u007f");
    }

    @Test
    void aTokenWithOtherMembersCannotBeWrittenAgain() {
        var other =
                StartingToken.parse(base64("{\"nextToken\": \"it's\", \"a\": [1, true, null], \"b\": {\"c\": 0.5}}"));

        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(() -> other.encode(2))
                .withMessage("Bad starting token: {'nextToken': \"it's\", 'a': [1, True, None], 'b': {'c': 0.5},"
                        + " 'boto_truncate_amount': 2}");
        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(() -> StartingToken.parse(base64("{}")).encode(1))
                .withMessage("Bad starting token: {'boto_truncate_amount': 1}");
    }

    @Test
    void messagesQuoteAsPythonDoes() {
        assertThat(PythonLiteral.of("plain")).isEqualTo("'plain'");
        assertThat(PythonLiteral.of("it's \"so\"")).isEqualTo("'it\\'s \"so\"'");
        assertThat(PythonLiteral.of("\\\n\r\t\u0001\u00a0\u2028\ud83d é😀"))
                .isEqualTo("'\\\\\\n\\r\\t\\x01\\xa0\\u2028\\ud83d é😀'");
        assertThat(PythonLiteral.of("\udb80\udc00")).isEqualTo("'\\U000f0000'");
    }

    static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
