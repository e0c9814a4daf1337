package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-7, -7",
        "+7, 7",
        "007, 7",
        "-0, 0",
        "' 7 ', 7",
        "1234567890, 1234567890",
        "1234567890.0, 1234567890",
        "1234567890., 1234567890",
        "1.23456789e9, 1234567890",
        "1.5E1, 15",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775807, -9223372036854775807",
        "00000000000000000000000012, 12",
        "100e-2, 1"
    })
    void readsWholeNumbers(String text, long expected) {
        assertThat(parseLong(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+",
                ".",
                "1.5",
                "1e",
                "e1",
                "1e-1",
                "0x10",
                "1L",
                "1_000",
                "1 000",
                "1,000",
                "NaN",
                "abc",
                "--1",
                "٣",
                "9223372036854775808",
                "1e19",
                "1e999999999",
                "1e99999999999",
                "2021-01-01"
            })
    void refusesWhatIsNoWholeNumber(String text) {
        assertThat(parseLong(text)).isEqualTo(Numbers.NOT_A_LONG);
        byte[] bytes = padded(text);
        assertThat(new IntValues(dev.kindred.server.schema.Column.required(
                                "N", dev.kindred.server.schema.ColumnType.INT))
                        .setValue(0, bytes, 0, text.getBytes(UTF_8).length))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "Infinity",
                "-inf",
                "1.0f",
                "1d",
                "0x1p3",
                "1e",
                ".",
                "-",
                "1..2",
                "1e5.0",
                "abc",
                "1,5"
            })
    void refusesWhatIsNoNumber(String text) {
        byte[] bytes = padded(text);

        assertThat(Numbers.parseDouble(bytes, 0, text.length())).isNaN();
        assertThat(Numbers.parseFloat(bytes, 0, text.length())).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1",
                ".5",
                "5.",
                "+1.5",
                "0.1",
                "123456.789",
                "1e5",
                "1E-5",
                "-1.7976931348623157e308",
                "4.9e-324",
                "16777217",
                "16777216.5",
                "0.000000000000001",
                "999999999999999",
                "9999999999999999",
                "123456789012345678901234567890",
                "1.00000005960464477539062500000001",
                " 2.5 "
            })
    void roundsAsJavaDoes(String text) {
        byte[] bytes = padded(text);

        assertThat(Numbers.parseDouble(bytes, 0, text.length())).isEqualTo(Double.parseDouble(text));
        assertThat(Numbers.parseFloat(bytes, 0, text.length())).isEqualTo(Float.parseFloat(text));
    }

    @Property(tries = 2_000)
    void roundsAnyDecimalAsJavaDoes(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double value, @ForAll @IntRange(max = 9) int scale) {
        String text = BigDecimal.valueOf(value)
                .setScale(scale, java.math.RoundingMode.HALF_UP)
                .toPlainString();
        byte[] bytes = padded(text);

        assertThat(Numbers.parseDouble(bytes, 0, text.length())).isEqualTo(Double.parseDouble(text));
        assertThat(Numbers.parseFloat(bytes, 0, text.length())).isEqualTo(Float.parseFloat(text));
    }

    @Property(tries = 2_000)
    void readsEveryLong(@ForAll long value) {
        assertThat(parseLong(Long.toString(value))).isEqualTo(value);
    }

    private static long parseLong(String text) {
        return Numbers.parseLong(padded(text), 0, text.getBytes(UTF_8).length);
    }

    private static byte[] padded(String text) {
        return (text + "        ").getBytes(UTF_8);
    }
}
