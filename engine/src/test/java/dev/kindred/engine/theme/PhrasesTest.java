package dev.kindred.engine.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static List<String> keys(String text) {
        var keys = new ArrayList<String>();
        Phrases.each(text, (key, _, _) -> keys.add(key));
        return keys;
    }

    private static List<String> nouns(String text) {
        var keys = new ArrayList<String>();
        Phrases.each(text, (key, _, isNoun) -> {
            if (isNoun) {
                keys.add(key);
            }
        });
        return keys;
    }

    @Test
    void aPhraseIsARunOfUpToFourWords() {
        assertThat(keys("Deep space mining robots rebel"))
                .contains("space", "space mining", "space mining robot", "space mining robot rebel")
                .doesNotContain("deep", "deep space", "deep space mining robot rebel");
    }

    @Test
    void marksBetweenWordsEndAPhraseAndHyphensDoNot() {
        assertThat(keys("robots, lasers (and) sci-fi: the end"))
                .contains("robot", "laser", "sci-fi")
                .doesNotContain("robot laser", "sci");
    }

    @Test
    void connectingWordsStandWithinAPhraseOnly() {
        assertThat(keys("the lord of the rings")).containsExactlyInAnyOrder("lord", "lord of the ring", "ring");
    }

    @Test
    void possessivesAndPluralsAreCountedAsTheirNoun() {
        assertThat(keys("the pirate's parrots")).containsExactlyInAnyOrder("pirate", "parrot", "pirate parrot");
        assertThat(keys("pirates\u2019 parrot")).containsExactlyInAnyOrder("pirate", "parrot");
    }

    @Test
    void numbersAndSingleLettersAreNoPhrases() {
        assertThat(keys("1999 b 42")).isEmpty();
        assertThat(keys("TV tv")).containsExactly("tv");
    }

    @Test
    void wordsWithAnObjectOrASubjectAreNoNouns() {
        assertThat(nouns("A detective hunts the killer who terrorizes a village"))
                .contains("detective", "killer", "village")
                .doesNotContain("hunt", "terrorize", "hunts");
    }

    @Test
    void wordsBeforeANounAreNoNounsOfTheirOwn() {
        assertThat(nouns("a gruesome murder")).containsExactlyInAnyOrder("murder", "gruesome murder");
    }

    @ParameterizedTest
    @CsvSource({
        "robots, robot",
        "cities, city",
        "ties, tie",
        "glasses, glass",
        "boxes, box",
        "witches, witch",
        "wishes, wish",
        "boss, boss",
        "virus, virus",
        "crisis, crisis",
        "series, series",
        "gas, gas",
        "heroes, heroe"
    })
    void pluralsLoseTheirEnding(String plural, String singular) {
        assertThat(Word.singular(plural)).isEqualTo(singular);
    }

    @Property
    void anyTextCanBeCut(@ForAll String text) {
        Phrases.each(text, (key, words, _) -> {
            assertThat(words).hasSizeBetween(1, 4);
            assertThat(key).isNotBlank();
        });
    }
}
