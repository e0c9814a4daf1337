package dev.kindred.engine.theme;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splits texts into phrases: one to four consecutive words, separated by white space only. A phrase neither
/// begins nor ends with a [stop word][StopWords]; a longer one may contain connecting words
/// (`lord of the rings`).
final class Phrases {

    /// Maximum number of characters of a text that are read: later ones are seldom its subject. Taste.
    private static final int MOST_READ = 4_000;

    /// Maximum number of words of a phrase. Taste.
    private static final int LONGEST = 4;

    /// A word after these is a verb: `who escapes`, `to escape`.
    private static final Set<String> BEFORE_VERBS = Set.of(
            "to", "who", "must", "will", "can", "cannot", "could", "would", "should", "he", "she", "they", "it", "not",
            "never", "also", "i", "we", "you");

    /// A word before these is a verb, unless one of [#BEFORE_NOUNS] precedes it: `escapes the`, but
    /// `the escape that`.
    private static final Set<String> AFTER_VERBS = Set.of(
            "a",
            "an",
            "the",
            "his",
            "her",
            "their",
            "its",
            "him",
            "them",
            "himself",
            "herself",
            "themselves",
            "itself",
            "up",
            "off");

    private static final Set<String> BEFORE_NOUNS = Set.of(
            "a", "an", "the", "his", "her", "their", "its", "of", "by", "with", "from", "for", "in", "two", "three");

    private Phrases() {}

    /// Receives phrases.
    @FunctionalInterface
    interface Sink {

        /// Receives a phrase.
        ///
        /// @param key the key by which the phrase is counted
        /// @param isNoun whether its neighbours permit a noun at its end
        void accept(String key, List<Word> words, boolean isNoun);
    }

    /// Passes each occurrence of a phrase of a text to `sink`.
    static void each(@Nullable String text, Sink sink) {
        if (text == null) {
            return;
        }
        for (var run : runs(text)) {
            for (int from = 0; from < run.size(); from++) {
                for (int to = from + 1; to <= Math.min(run.size(), from + LONGEST); to++) {
                    var words = run.subList(from, to);
                    if (isPhrase(words)) {
                        sink.accept(key(words), words, isNoun(run, from, to));
                    }
                }
            }
        }
    }

    private static String key(List<Word> words) {
        if (words.size() == 1) {
            return words.getFirst().key();
        }
        var key = new StringBuilder();
        for (var word : words) {
            key.append(key.isEmpty() ? "" : " ").append(word.key());
        }
        return key.toString();
    }

    private static boolean isPhrase(List<Word> words) {
        int last = words.size() - 1;
        if (!StopWords.canEnd(words.getFirst()) || !StopWords.canEnd(words.get(last))) {
            return false;
        }
        for (int i = 1; i <= last; i++) {
            var word = words.get(i);
            var previous = words.get(i - 1);
            boolean fits = StopWords.canEnd(word) || StopWords.connects(previous, word);
            if (!fits || word.key().equals(previous.key())) {
                return false;
            }
        }
        return true;
    }

    /// Returns whether words of a run can be a noun: not a verb by the surrounding words, and not an adjective
    /// before a noun.
    private static boolean isNoun(List<Word> run, int from, int to) {
        if (from > 0 && BEFORE_VERBS.contains(run.get(from - 1).key())) {
            return false;
        }
        boolean hasArticle = to - from == 1
                && from > 0
                && BEFORE_NOUNS.contains(run.get(from - 1).key());
        boolean isVerb = hasObject(run, to) && !hasArticle;
        boolean isBeforeNoun = to < run.size() && StopWords.canEnd(run.get(to)) && !hasObject(run, to + 1);
        return !isVerb && !isBeforeNoun;
    }

    private static boolean hasObject(List<Word> run, int to) {
        return to < run.size() && AFTER_VERBS.contains(run.get(to).key());
    }

    /// Returns the runs of words that are separated by white space only.
    static List<List<Word>> runs(String text) {
        var runs = new ArrayList<List<Word>>();
        var run = new ArrayList<Word>();
        int end = Math.min(text.length(), MOST_READ);
        boolean begins = true;
        int at = 0;
        while (at < end) {
            int to = wordFrom(text, at, end);
            if (to > at) {
                run.add(Word.of(withoutPossessive(text.substring(at, to)), begins));
                begins = false;
                at = to;
                continue;
            }
            int character = text.codePointAt(at);
            if (!Character.isWhitespace(character) && !Character.isSpaceChar(character)) {
                begins |= character != ',';
                if (!run.isEmpty()) {
                    runs.add(run);
                    run = new ArrayList<>();
                }
            }
            at += Character.charCount(character);
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /// Returns the end of the word that begins at `from`, or `from` if there is none.
    private static int wordFrom(String text, int from, int end) {
        int at = from;
        while (at < end) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            boolean joins = (character == '-' || character == '\'' || character == '\u2019')
                    && at > from
                    && next < end
                    && Character.isLetterOrDigit(text.codePointAt(next));
            if (!joins
                    && !Character.isLetterOrDigit(character)
                    && Character.getType(character) != Character.NON_SPACING_MARK) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static String withoutPossessive(String word) {
        int apostrophe = word.length() - 2;
        boolean isPossessive = apostrophe > 0
                && (word.charAt(apostrophe) == '\'' || word.charAt(apostrophe) == '\u2019')
                && Character.toLowerCase(word.charAt(apostrophe + 1)) == 's';
        return isPossessive ? word.substring(0, apostrophe) : word;
    }
}
