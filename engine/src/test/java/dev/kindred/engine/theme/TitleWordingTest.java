package dev.kindred.engine.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleWordingTest {

    private static Phrase phrase(String text) {
        var words = Phrases.runs(text).getFirst();
        return new Phrase(text.toLowerCase(java.util.Locale.ROOT), 2, words, false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "serial killers, Serial Killers",
        "lord of the rings, Lord of the Rings",
        "FBI agent, FBI Agent",
        "iPhone cases, iPhone Cases",
        "sci-fi, Sci-fi"
    })
    void phrasesAreInTitleCase(String text, String title) {
        assertThat(TitleWording.of(phrase(text))).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "serial killers, Thriller, Serial Killer Thriller",
        "romantic comedy, Comedy, Romantic Comedy",
        "espresso, Home & Kitchen, Home & Kitchen: Espresso",
        "witches, Horror, Witch Horror"
    })
    void aPhraseQualifiesACategory(String text, String category, String title) {
        assertThat(TitleWording.of(phrase(text), category)).isEqualTo(title);
    }

    @Test
    void twoPhrasesAreJoined() {
        assertThat(TitleWording.of(phrase("outlaws"), phrase("bounty hunters")))
                .isEqualTo("Outlaws and Bounty Hunters");
    }

    @ParameterizedTest
    @CsvSource({
        "comedy, Comedy", "SCIENCE FICTION, Science Fiction", "trail_running, Trail Running", "Sci-Fi, Sci-Fi",
        "TV, TV", "DVD, DVD", "Health and Beauty, Health and Beauty", "genre-2, Genre-2"
    })
    void categoriesAreWrittenAsTitles(String category, String title) {
        assertThat(TitleWording.ofCategory(category)).hasValue(title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "(no genres listed)", "unknown", "N/A", "1995", "en", "True", "42-17"})
    void placeholdersAndCodesAreNoTitles(String category) {
        assertThat(TitleWording.ofCategory(category)).isEmpty();
    }

    @Test
    void longCategoriesAreNoTitles() {
        assertThat(List.of("x".repeat(60), "x".repeat(61)))
                .map(category -> TitleWording.ofCategory(category).isPresent())
                .containsExactly(true, false);
    }
}
