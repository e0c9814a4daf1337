package dev.kindred.server.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Rise and Shine#Rise and Shine",
                "  \"Rise and Shine.\"  #Rise and Shine",
                "Title: **Rise and Shine**#Rise and Shine",
                "<think>breakfast?</think>Rise and Shine#Rise and Shine",
                "It's a Dog's Life!#It's a Dog's Life!"
            })
    void whatIsAroundATitleIsTakenAway(String said, String title) throws TitleException {
        assertThat(TitleText.of(said)).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "...",
                "12345",
                "One\nTwo",
                "<b>Rise</b>",
                "See https://example.com",
                "www.example.com",
                "{\"title\": \"Rise\"}",
                "one two three four five six seven eight nine ten eleven twelve thirteen"
            })
    void whatIsNoTitleIsRefused(String said) {
        assertThatThrownBy(() -> TitleText.of(said)).isInstanceOf(TitleException.class);
    }

    @Property
    void aTitleIsOneShortLineOfPlainText(@ForAll String said) {
        try {
            var title = TitleText.of(said);

            assertThat(title).isEqualTo(title.strip()).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}<>]");
            assertThat(title.codePointCount(0, title.length())).isBetween(1, TitleText.LONGEST);
        } catch (TitleException e) {
            assertThat(e).hasMessageStartingWith("it");
        }
    }
}
