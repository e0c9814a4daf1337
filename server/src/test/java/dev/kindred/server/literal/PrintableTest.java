package dev.kindred.server.literal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"TIMESTAMP", "a b", "é", "e\u0301", "日本", "Ж", "€ → «x»", "😀", "\\n", "١٢", ""})
    void whatCanBeSeenIsShownAsItIs(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void whatCannotBeSeenIsShownByItsCode() {
        assertThat(Printable.of("TIMESTAMP\u00a0")).isEqualTo("TIMESTAMP\\u00a0");
        assertThat(Printable.of("\uFEFF\u200bUSER_ID")).isEqualTo("\\ufeff\\u200bUSER_ID");
        assertThat(Printable.of("\0\t\r\n\u001b\u007f\u0085")).isEqualTo("\\u0000\\t\\r\\n\\u001b\\u007f\\u0085");
        assertThat(Printable.of("\u2028\u2029\u3000\u2009\u00ad\u202e\ue000"))
                .isEqualTo("\\u2028\\u2029\\u3000\\u2009\\u00ad\\u202e\\ue000");
        assertThat(Printable.of("\u3164\u2800\ufe0f\u034f")).isEqualTo("\\u3164\\u2800\\ufe0f\\u034f");
        assertThat(Printable.of("\ud800x" + Character.toString(0xE0041))).isEqualTo("\\ud800x\\u{e0041}");
        assertThat(Printable.of("5\u0301")).as("a mark on no letter").isEqualTo("5\\u0301");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMESTAMP,TIMESTAMP",
        "prénom,prénom",
        "название,название",
        "IT\u0415M_ID,IT\\u0415M_ID",
        "\uff35SER_ID,\\uff35SER_ID",
        "ITEM_ID\u00a0,ITEM_ID\\u00a0",
    })
    void aNameThatLooksLikeAnotherIsShownByItsCodes(String name, String shown) {
        assertThat(Printable.name(name)).isEqualTo(shown);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Printable.of("😀😀😀", 2)).isEqualTo("😀😀…");
        assertThat(Printable.of("ab", 2)).isEqualTo("ab");
    }

    @Test
    void plainIsWhatAReaderWouldType() {
        assertThat(Printable.plain("\uFEFF\uff35SER_ID\u200b\u00a0")).isEqualTo("USER_ID");
    }

    @Property
    void asciiIsAscii(@ForAll String text) {
        assertThat(Printable.ascii(text)).matches("[ -~]*");
    }
}
