package dev.kindred.server.storage;

import dev.kindred.server.literal.Printable;

/// The form of client-chosen names in messages: one line of bounded length.
final class Wording {

    /// The characters of another server's message in ours. Taste.
    private static final int LONGEST = 200;

    private Wording() {}

    /// Returns `text`, cut to 200 characters, with the codes of invisible characters.
    static String shorten(String text) {
        return Printable.of(text, LONGEST);
    }
}
