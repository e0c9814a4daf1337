package dev.kindred.server.ingest;

import java.util.Random;

/// Random texts of characters that are critical in CSV: quotes, backslashes, separators, line breaks and
/// invisible ones.
public final class RandomTexts {

    private static final String[] PIECES = {
        "a",
        "Z",
        "7",
        " ",
        ",",
        "\"",
        "\"\"",
        "\\",
        "\\\\",
        "\\n",
        "\\\"",
        "\n",
        "\r\n",
        "\r",
        "é",
        "日",
        "😀",
        "|",
        "'",
        ";",
        "\t",
        "\0",
        "\u00a0",
        "\u200b",
        "\uFEFF",
        "\u2028",
        "comedy",
        "12345678",
        "NULL",
        "$P",
        "*"
    };

    private RandomTexts() {}

    /// Returns up to five such pieces.
    public static String next(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
