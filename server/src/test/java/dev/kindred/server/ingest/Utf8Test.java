package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Utf8Test {

    @Property(tries = 5_000)
    void findsTheFirstMalformedByteWhereTheJdkDoes(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(Utf8.indexOfMalformed(bytes, 0, bytes.length)).isEqualTo(jdkIndexOfMalformed(bytes));
    }

    @Property
    void takesEveryText(@ForAll String text) {
        byte[] bytes = text.getBytes(UTF_8); // unpaired surrogates become '?'

        assertThat(Utf8.indexOfMalformed(bytes, 0, bytes.length)).isEqualTo(-1);
        assertThat(Utf8.excerpt(bytes, 0, bytes.length, 40)
                        .codePointCount(
                                0, Utf8.excerpt(bytes, 0, bytes.length, 40).length()))
                .isLessThanOrEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({
        "C080, 0",
        "E08080, 0",
        "EDA080, 0",
        "F08080 80, 0",
        "F4908080, 0",
        "FF, 0",
        "80, 0",
        "41C3, 1",
        "41E282, 1",
        "6161616161616161E9, 8",
        "C3A9, -1",
        "EFBFBF, -1",
        "F48FBFBF, -1"
    })
    void knowsTheEdges(String hex, int expected) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(Utf8.indexOfMalformed(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"abc, 2, 2", "abc, 3, 3", "abc, 9, 3", "äöü, 2, 4", "a😀b, 2, 5", "'', 5, 0"})
    void cutsBetweenCharacters(String text, int characters, int expected) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(Utf8.prefixLength(bytes, 0, bytes.length, characters)).isEqualTo(expected);
    }

    private static int jdkIndexOfMalformed(byte[] bytes) {
        var input = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length));
        var result = UTF_8.newDecoder().decode(input, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? input.position() : -1;
    }
}
