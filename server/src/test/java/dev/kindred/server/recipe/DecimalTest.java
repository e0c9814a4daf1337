package dev.kindred.server.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "-.5, -0.5", "2., 2", "1e3, 1000", "+0.25E-1, 0.025"})
    void numbersInDecimalDigitsAreTaken(String text, double number) {
        assertThat(Decimal.real(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "0x1p3", "1f", "0.9d", "NaN", "Infinity", "\u0661", "1e999", "1e9999", ".", "1,5"})
    void nothingElseIsANumber(String text) {
        assertThat(Decimal.real(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0661\u0662", "1.0", "0x10", "12345678901234567890", "1e3"})
    void nothingButDigitsIsAWholeNumber(String text) {
        assertThat(Decimal.whole(text)).isEmpty();
        assertThat(Decimal.whole("+32")).hasValue(32);
    }
}
