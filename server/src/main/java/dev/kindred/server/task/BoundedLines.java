package dev.kindred.server.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reader of the lines of UTF-8 text with a maximum line length. Longer lines are truncated, so memory use is
/// bounded by the maximum. Malformed bytes become [#MALFORMED], which valid UTF-8 cannot encode.
final class BoundedLines implements AutoCloseable {

    /// An unpaired surrogate.
    static final char MALFORMED = '\uDC00';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private final int longest;
    private boolean begun;

    /// @param longest the maximum length of a line, in characters
    BoundedLines(InputStream bytes, int longest) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(MALFORMED));
        this.reader = new BufferedReader(new InputStreamReader(bytes, decoder), 1 << 16);
        this.longest = longest;
    }

    /// Returns the next line without its line break, or empty at the end. A truncated line has one character
    /// more than the maximum.
    Optional<String> next() throws IOException {
        var line = new StringBuilder();
        int read = reader.read();
        if (read < 0) {
            return Optional.empty();
        }
        if (!begun && read == BYTE_ORDER_MARK) {
            read = reader.read();
        }
        begun = true;
        while (read >= 0 && read != '\n') {
            if (line.length() <= longest) {
                line.append((char) read);
            }
            read = reader.read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
