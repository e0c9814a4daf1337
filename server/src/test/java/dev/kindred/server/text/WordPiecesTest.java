package dev.kindred.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

    private static final String[] VOCABULARY = {
        "[UNK]", "[CLS]", "[SEP]", "hello", "world", "un", "##aff", "##able", ",", "!", "日", "本", "cafe", "a", "##b"
    };

    private static long[] numbers(String text) {
        return numbers(text, 256);
    }

    private static long[] numbers(String text, int most) {
        Map<String, Integer> vocabulary = new HashMap<>();
        for (int number = 0; number < VOCABULARY.length; number++) {
            vocabulary.put(VOCABULARY[number], number);
        }
        return new WordPieces(vocabulary).of(text, most);
    }

    @Test
    void cutsWordsIntoTheLongestPiecesFromTheFront() {
        assertThat(numbers("hello unaffable world")).containsExactly(1, 3, 5, 6, 7, 4, 2);
    }

    @Test
    void looksAwayFromCaseAndAccents() {
        assertThat(numbers("HELLO Café CAFE\u0301")).containsExactly(1, 3, 12, 12, 2);
    }

    @Test
    void takesPunctuationAndIdeographsOneByOne() {
        assertThat(numbers("hello,world!日本")).containsExactly(1, 3, 8, 4, 9, 10, 11, 2);
    }

    @Test
    void takesAWordThatCannotBeCutUpForAnUnknownOne() {
        assertThat(numbers("unaffected hello 😀 " + "a".repeat(101))).containsExactly(1, 0, 3, 0, 0, 2);
    }

    @Test
    void passesOverWhatCannotBeSeen() {
        assertThat(numbers("\u0000hel\u200Blo\tworld\r\n\u00A0")).containsExactly(1, 3, 4, 2);
        assertThat(numbers("  ")).containsExactly(1, 2);
    }

    @Test
    void endsATextThatIsTooLongWithTheMarkOfItsEnd() {
        assertThat(numbers("hello world unaffable", 5)).containsExactly(1, 3, 4, 5, 2);
        assertThat(numbers("hello ".repeat(4_000)))
                .hasSize(256)
                .startsWith(1, 3)
                .endsWith(3, 2);
    }
}
