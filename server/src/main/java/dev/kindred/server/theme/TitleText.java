package dev.kindred.server.theme;

import java.util.Arrays;
import java.util.regex.Pattern;

/// Extracts a title from the answer of a language model: one short line of plain text.
final class TitleText {

    /// The maximum length of a title in characters. Taste.
    static final int LONGEST = 80;

    /// The maximum number of words of a title. Taste.
    private static final int MOST_WORDS = 12;

    /// The reasoning that some models put before their answer.
    private static final Pattern REASONING = Pattern.compile("(?s)^\\s*<think>.*?</think>");

    /// The label that some models put before a title.
    private static final Pattern LABEL = Pattern.compile("(?i)^(?:row )?title\\s*[:\u2013\u2014-]\\s*");

    private static final String AROUND = "[\\s\"'`*_#\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]";
    private static final Pattern BEFORE = Pattern.compile("^" + AROUND + "+");
    private static final Pattern AFTER = Pattern.compile("[\\s\"`*_#\u201c\u201d\u00ab\u00bb.]+$");

    /// Links, tags, placeholders and fields do not belong in a title.
    private static final Pattern MARKUP = Pattern.compile("(?i)[<>{}\\[\\]\\\\|@]|://|www\\.");

    private TitleText() {}

    /// Returns the title.
    ///
    /// @throws TitleException if there is none
    static String of(String said) throws TitleException {
        var lines = REASONING
                .matcher(said)
                .replaceFirst("")
                .lines()
                .map(TitleText::plain)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != 1) {
            throw new TitleException("it answered with %s, not one line"
                    .formatted(lines.isEmpty() ? "nothing" : lines.size() + " lines"));
        }
        var title = lines.getFirst();
        if (title.codePointCount(0, title.length()) > LONGEST || title.split(" ", -1).length > MOST_WORDS) {
            throw new TitleException("its answer is too long for a title");
        }
        if (MARKUP.matcher(title).find() || title.codePoints().noneMatch(Character::isLetter)) {
            throw new TitleException("its answer is not plain text");
        }
        return title;
    }

    /// Returns a line without invisible characters, bidirectional controls, and its quotes and label.
    private static String plain(String line) {
        var text = new StringBuilder();
        line.codePoints()
                .map(it -> Character.isWhitespace(it) || Character.isSpaceChar(it) ? ' ' : it)
                .filter(TitleText::isShown)
                .forEach(text::appendCodePoint);
        var bare = LABEL.matcher(BEFORE.matcher(text).replaceFirst("")).replaceFirst("");
        bare = AFTER.matcher(BEFORE.matcher(bare).replaceFirst("")).replaceFirst("");
        return String.join(
                " ",
                Arrays.stream(bare.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
