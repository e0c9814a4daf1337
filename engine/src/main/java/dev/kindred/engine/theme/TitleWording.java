package dev.kindred.engine.theme;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Formats phrases and categories as titles, with nouns and other content words capitalised.
final class TitleWording {

    /// Maximum number of characters of a title: two lines above a row of items on a phone. Taste.
    static final int LONGEST = 60;

    /// Minimum number of letters of a title, and of one without lower-case letters. Taste.
    private static final int FEWEST_LETTERS = 3;
    private static final int FEWEST_CAPITALS = 2;
    private static final int LONGEST_ABBREVIATION = 3;

    /// Values of categories without meaning.
    private static final Set<String> PLACEHOLDERS = Set.of(
            "none",
            "null",
            "unknown",
            "undefined",
            "unspecified",
            "other",
            "others",
            "misc",
            "miscellaneous",
            "all",
            "any",
            "default",
            "general",
            "yes",
            "no",
            "true",
            "false",
            "n/a",
            "na",
            "nan",
            "new",
            "used");

    private static final String COMPOUNDING = "&/,;:+>(|";

    private TitleWording() {}

    static String of(Phrase phrase) {
        return of(phrase.words());
    }

    private static String of(List<Word> words) {
        var title = new StringBuilder();
        for (var word : words) {
            boolean isSmall = !title.isEmpty() && StopWords.isSmall(word);
            title.append(title.isEmpty() ? "" : " ").append(isSmall ? word.key() : capitalised(word.surface()));
        }
        return title.toString();
    }

    /// Returns the title of items with both phrases.
    static String of(Phrase first, Phrase second) {
        return of(first) + " and " + of(second);
    }

    /// Returns the title of a category's items with a phrase: `Serial Killer Thriller`.
    static String of(Phrase phrase, String category) {
        var lower = category.toLowerCase(Locale.ROOT);
        var text = of(phrase);
        if (text.toLowerCase(Locale.ROOT).contains(lower)) {
            return text;
        }
        if (isCompound(category)) {
            return category + ": " + text;
        }
        return (phrase.isName() ? text : of(singular(phrase.words()))) + " " + category;
    }

    private static boolean isCompound(String category) {
        return category.contains(" and ") || category.codePoints().anyMatch(it -> COMPOUNDING.indexOf(it) >= 0);
    }

    /// A noun before another is in the singular.
    private static List<Word> singular(List<Word> words) {
        if (!Phrase.isPlural(words)) {
            return words;
        }
        var singular = new ArrayList<>(words);
        singular.set(words.size() - 1, Word.of(words.getLast().key(), false));
        return singular;
    }

    /// Returns the category in the form for a title, or empty if it is unsuitable.
    static Optional<String> ofCategory(String category) {
        var text = category.replace('_', ' ').strip().replaceAll("\\s+", " ");
        boolean isWord = !text.isEmpty()
                && hasLetters(text)
                && Character.isLetterOrDigit(text.codePointAt(0))
                && text.length() <= LONGEST
                && !PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT));
        return isWord ? Optional.of(written(text)) : Optional.empty();
    }

    /// Returns whether it has three letters, or two capitals: `TV`.
    private static boolean hasLetters(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        return letters >= FEWEST_LETTERS
                || (letters == FEWEST_CAPITALS && text.codePoints().noneMatch(Character::isLowerCase));
    }

    private static String written(String text) {
        boolean isShouted = text.codePoints().noneMatch(Character::isLowerCase) && text.length() > LONGEST_ABBREVIATION;
        var title = new StringBuilder();
        for (var word : (isShouted ? text.toLowerCase(Locale.ROOT) : text).split(" ", -1)) {
            boolean isSmall = !title.isEmpty() && StopWords.isSmall(Word.of(word, false));
            title.append(title.isEmpty() ? "" : " ").append(isSmall ? word : capitalised(word));
        }
        return title.toString();
    }

    private static String capitalised(String word) {
        int first = word.codePointAt(0);
        boolean hasCapitalsWithin = word.codePoints().skip(1).anyMatch(Character::isUpperCase);
        return hasCapitalsWithin
                ? word
                : Character.toString(Character.toTitleCase(first)) + word.substring(Character.charCount(first));
    }
}
