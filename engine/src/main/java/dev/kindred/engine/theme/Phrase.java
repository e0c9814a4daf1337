package dev.kindred.engine.theme;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A phrase of a list's names and texts.
///
/// @param key the key by which it is counted
/// @param items the number of items that have it
/// @param words the most frequent spelling, in the plural if that occurs
/// @param isName whether texts capitalise it like a name
/// @param standsAsNoun whether it mostly occurs in the position of a noun
record Phrase(String key, int items, List<Word> words, boolean isName, boolean standsAsNoun) {

    /// Single words of fewer letters that end in `ed` are rarely participles: `bed`, `red`. Taste.
    private static final int SHORTEST_PARTICIPLE = 5;

    static String text(List<Word> words) {
        return words.stream().map(Word::surface).collect(Collectors.joining(" "));
    }

    static boolean isPlural(List<Word> words) {
        return !words.isEmpty() && words.getLast().isPlural();
    }

    boolean isNoun() {
        return standsAsNoun && !isParticiple();
    }

    private boolean isParticiple() {
        return words.size() == 1 && key.length() >= SHORTEST_PARTICIPLE && key.endsWith("ed") && !key.endsWith("eed");
    }

    boolean contains(Phrase other) {
        return (" " + key + " ").contains(" " + other.key + " ");
    }

    boolean sharesAWordWith(Phrase other) {
        var others = Arrays.asList(other.key.split(" ", -1));
        return Arrays.stream(key.split(" ", -1)).anyMatch(others::contains);
    }
}
