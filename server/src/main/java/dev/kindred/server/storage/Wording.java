package dev.kindred.server.storage;

import dev.kindred.server.literal.Printable;

/// How names that a client chose appear in our sentences: one line, and not too long.
final class Wording {

    /// The characters of another server's message in ours. Taste.
    private static final int LONGEST = 200;

    private Wording() {}

    /// Returns `text`, cut to 200 characters, with the codes of those that cannot be seen.
    static String shorten(String text) {
        return Printable.of(text, LONGEST);
    }
}
