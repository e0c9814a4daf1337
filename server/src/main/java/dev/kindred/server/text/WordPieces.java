package dev.kindred.server.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/// The tokenizer of BERT's uncased models, which maps a text to numbered word pieces. It converts characters to
/// lower case, removes accents, and splits each word from its start into the longest pieces of the vocabulary.
///
/// Equivalent to the tokenizer of BERT (Devlin et al., 2018) in Hugging Face's `tokenizers` library:
/// `BertNormalizer`, `BertPreTokenizer`, `WordPiece`.
final class WordPieces {

    /// BERT's WordPiece maps longer words to the unknown piece.
    private static final int LONGEST_WORD = 100;
    private static final String CONTINUED = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int begin;
    private final int end;

    /// @param vocabulary the number of each piece
    WordPieces(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknown = require("[UNK]");
        this.begin = require("[CLS]");
        this.end = require("[SEP]");
    }

    private int require(String piece) {
        var number = vocabulary.get(piece);
        if (number == null) {
            throw new IllegalArgumentException("the vocabulary lacks " + piece);
        }
        return number;
    }

    /// Returns the pieces of a text, enclosed in the start and end pieces: at most `most` in all.
    long[] of(String text, int most) {
        var pieces = new Pieces(most - 1);
        pieces.add(begin);
        var clean = cleaned(text);
        int from = 0;
        while (from < clean.length() && !pieces.isFull()) {
            int next = from;
            while (next < clean.length() && clean.charAt(next) != ' ') {
                next++;
            }
            addWord(clean.substring(from, next), pieces);
            from = next + 1;
        }
        return pieces.endedBy(end);
    }

    /// Returns the words, and the characters that are tokens, separated by single spaces.
    private static String cleaned(String text) {
        var spaced = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isSpace(character)) {
                spaced.append(' ');
            } else if (isIdeograph(character)) {
                spaced.append(' ').appendCodePoint(character).append(' ');
            } else if (!isControl(character)) {
                spaced.appendCodePoint(character);
            }
        });
        var clean = new StringBuilder(spaced.length() + 16);
        Normalizer.normalize(spaced, Normalizer.Form.NFD).codePoints().forEach(character -> {
            if (Character.getType(character) == Character.NON_SPACING_MARK) {
                return;
            }
            if (isPunctuation(character)) {
                clean.append(' ').appendCodePoint(character).append(' ');
            } else {
                appendLowerCase(character, clean);
            }
        });
        return clean.toString();
    }

    private static void appendLowerCase(int character, StringBuilder out) {
        if (character == 'İ') { // the only letter whose lower case is two characters
            out.append("i̇");
        } else {
            out.appendCodePoint(Character.toLowerCase(character));
        }
    }

    private void addWord(String word, Pieces pieces) {
        if (word.isEmpty()) {
            return;
        }
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            pieces.add(unknown);
            return;
        }
        int before = pieces.count();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer piece = null;
            while (piece == null && to > from) {
                var candidate = word.substring(from, to);
                piece = vocabulary.get(from == 0 ? candidate : CONTINUED + candidate);
                if (piece == null) {
                    to = word.offsetByCodePoints(to, -1);
                }
            }
            if (piece == null) {
                pieces.replaceFrom(before, unknown); // a word that cannot be split entirely is the unknown piece
                return;
            }
            pieces.add(piece);
            from = to;
        }
    }

    private static boolean isSpace(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || Character.isSpaceChar(character)
                || character == 0x85;
    }

    private static boolean isControl(int character) {
        if (character == 0 || character == 0xFFFD) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int character) {
        return (character >= 0x4E00 && character <= 0x9FFF)
                || (character >= 0x3400 && character <= 0x4DBF)
                || (character >= 0x20000 && character <= 0x2A6DF)
                || (character >= 0x2A700 && character <= 0x2B73F)
                || (character >= 0x2B740 && character <= 0x2B81F)
                || (character >= 0x2B920 && character <= 0x2CEAF)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0x2F800 && character <= 0x2FA1F);
    }

    private static boolean isPunctuation(int character) {
        if ((character >= 33 && character <= 47)
                || (character >= 58 && character <= 64)
                || (character >= 91 && character <= 96)
                || (character >= 123 && character <= 126)) {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /// A list of up to `most` pieces, and those of the word that exceeds it.
    private static final class Pieces {

        private final int most;
        private long[] numbers = new long[64];
        private int count;

        Pieces(int most) {
            this.most = most;
        }

        int count() {
            return count;
        }

        boolean isFull() {
            return count >= most;
        }

        void add(int piece) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = piece;
        }

        void replaceFrom(int from, int piece) {
            count = from;
            add(piece);
        }

        long[] endedBy(int piece) {
            count = Math.min(count, most);
            add(piece);
            return Arrays.copyOf(numbers, count);
        }
    }
}
