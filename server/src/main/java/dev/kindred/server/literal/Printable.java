package dev.kindred.server.literal;

import java.text.Normalizer;
import java.util.Locale;

/// The form of foreign text in messages: invisible characters are replaced by their codes, as in
/// `TIMESTAMP\u00a0`.
///
/// Kept: printable ASCII; letters, digits, punctuation and symbols of all scripts; marks that follow a letter.
/// Replaced: control and format characters, spaces other than U+0020, separators, private-use and unassigned
/// characters, unpaired surrogates, and letters, marks and symbols without a glyph.
public final class Printable {

    private Printable() {}

    /// Returns the text with invisible characters replaced by their codes.
    public static String of(String text) {
        var shown = new StringBuilder(text.length());
        boolean afterLetter = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (isVisible(character, afterLetter)) {
                shown.appendCodePoint(character);
            } else {
                appendCode(shown, character);
            }
            afterLetter = Character.isLetter(character) || (afterLetter && isMark(character));
        }
        return shown.toString();
    }

    /// Returns the first `characters` characters of a text as [#of], followed by an ellipsis if the text is
    /// longer.
    public static String of(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? of(text)
                : of(text.substring(0, text.offsetByCodePoints(0, characters))) + "…";
    }

    /// Returns the text with all characters other than printable ASCII replaced by their codes. For texts that
    /// should be ASCII, such as numbers.
    public static String ascii(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character >= ' ' && character < 0x7F) {
                shown.append((char) character);
            } else {
                appendCode(shown, character);
            }
        });
        return shown.toString();
    }

    /// Returns a name as [#of], or as [#ascii] if it mixes ASCII letters with similar characters of other
    /// scripts, such as a Cyrillic `Е` or a full-width `Ａ`.
    public static String name(String name) {
        boolean hasAscii = name.chars().anyMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
        return hasAscii && name.codePoints().anyMatch(Printable::looksLikeAnother) ? ascii(name) : of(name);
    }

    /// Returns the text as a reader would type it: without invisible characters and outer spaces, and with
    /// compatible letters replaced by plain ones.
    public static String plain(String text) {
        var plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(character -> isVisible(character, true))
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static boolean looksLikeAnother(int character) {
        if (character < 0x80) {
            return false;
        }
        if (Character.isLetter(character)
                && Character.UnicodeScript.of(character) != Character.UnicodeScript.LATIN
                && Character.UnicodeScript.of(character) != Character.UnicodeScript.COMMON) {
            return true;
        }
        var text = Character.toString(character);
        return !Normalizer.normalize(text, Normalizer.Form.NFKC)
                .equals(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static boolean isVisible(int character, boolean afterLetter) {
        if (character < 0x7F) {
            return character >= ' ';
        }
        if (hasNoGlyph(character)) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> afterLetter;
            default -> true;
        };
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /// Returns whether a character has no glyph although its category is that of letters, marks or symbols: the
    /// characters with Unicode's property Default_Ignorable_Code_Point, and the empty Braille pattern.
    private static boolean hasNoGlyph(int character) {
        return character == 0x034F // combining grapheme joiner
                || character == 0x115F // Hangul fillers
                || character == 0x1160
                || character == 0x3164
                || character == 0xFFA0
                || character == 0x17B4 // Khmer inherent vowels
                || character == 0x17B5
                || (character >= 0x180B && character <= 0x180F) // Mongolian selectors
                || character == 0x2800
                || (character >= 0xFE00 && character <= 0xFE0F) // variation selectors
                || (character >= 0xE0100 && character <= 0xE01EF);
    }

    private static void appendCode(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default ->
                shown.append(
                        character <= 0xFFFF
                                ? "\\u%04x".formatted(character)
                                : "\\u{%s}"
                                        .formatted(
                                                Integer.toHexString(character).toLowerCase(Locale.ROOT)));
        }
    }
}
