package dev.kindred.server.storage;

/// How names that a client chose appear in our sentences: one line, and not too long.
final class Wording {

    private static final int LONGEST = 200;

    private Wording() {}

    /// Returns `text` without control characters, cut to 200 characters.
    static String shorten(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
