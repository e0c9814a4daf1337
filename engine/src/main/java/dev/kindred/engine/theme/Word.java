package dev.kindred.engine.theme;

import java.util.Locale;
import java.util.Set;

/// A word of a text.
///
/// @param key the word in lower case and in the singular, by which it is counted
/// @param surface the original spelling
/// @param isFirst whether it begins a sentence, where capitals carry no information
record Word(String key, String surface, boolean isFirst) {

    /// A shorter word that ends in s is rarely a plural. Taste.
    private static final int SHORTEST_PLURAL = 4;

    /// Words that end in `s` and are not plurals, or whose plural is identical.
    private static final Set<String> NO_PLURALS =
            Set.of("series", "species", "news", "always", "perhaps", "lens", "jeans", "shorts", "christmas", "paris");

    static Word of(String surface, boolean isFirst) {
        return new Word(singular(surface.toLowerCase(Locale.ROOT)), surface, isFirst);
    }

    /// Returns the singular of an English noun, by its ending. Other words may lose an `s`, consistently in
    /// every text.
    static String singular(String word) {
        int length = word.length();
        if (length < SHORTEST_PLURAL
                || !word.endsWith("s")
                || word.endsWith("ss")
                || word.endsWith("us")
                || word.endsWith("is")
                || NO_PLURALS.contains(word)) {
            return word;
        }
        if (word.endsWith("ies") && length > SHORTEST_PLURAL) {
            return word.substring(0, length - 3) + "y";
        }
        boolean hasVowel =
                word.endsWith("sses") || word.endsWith("shes") || word.endsWith("ches") || word.endsWith("xes");
        return word.substring(0, length - (hasVowel ? 2 : 1));
    }

    boolean isPlural() {
        return surface.length() > key.length();
    }

    /// Returns whether it is capitalised like a name; false for a sentence's first word.
    boolean isCapitalised() {
        return !isFirst && Character.isUpperCase(surface.codePointAt(0));
    }

    boolean isLowerCase() {
        return Character.isLowerCase(surface.codePointAt(0));
    }
}
