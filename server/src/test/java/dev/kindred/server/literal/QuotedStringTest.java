package dev.kindred.server.literal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedStringTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "\"\"→``",
                "\"a\"→a",
                "\"q\\\"q\"→q\"q",
                "\"q\"\"q\"→q\"q",
                "\"end\\\\\"→end\\",
                "\"A\\\\B\"→A\\B",
                "\"C:\\dir\\n\"→C:\\dir\\n",
                "\"\\\\\\\"\"→\\\"",
                "\"\\\\\"\"\"→\\\"",
                "\"'\\'\"→'\\'",
                "'it\\'s'→it's",
                "'it''s'→it's",
                "'say \"hi\"\\\"'→say \"hi\"\\\""
            })
    void escapesAreRead(String literal, String value) {
        char quote = literal.charAt(0);

        assertThat(QuotedString.end(literal, 1, quote)).isEqualTo(literal.length() - 1);
        assertThat(QuotedString.value(literal, 1, literal.length() - 1, quote)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"a", "\"end\\\"", "\"a\"\"", "\"a\\", "\"a\\\\\\\""})
    void aStringThatIsNotClosedHasNoEnd(String literal) {
        assertThat(QuotedString.end(literal, 1, '"')).isNegative();
    }

    @Property
    void everyStringComesBack(@ForAll String value, @ForAll String behind) {
        var literal = QuotedString.of(value);
        var text = literal + "," + behind;

        int end = QuotedString.end(text, 1, '"');

        assertThat(end).isEqualTo(literal.length() - 1);
        assertThat(QuotedString.value(text, 1, end, '"')).isEqualTo(value);
    }
}
