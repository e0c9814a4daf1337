package dev.kindred.server.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a text in UTF-8, each up to a length: what is longer is cut there, so that no file needs more
/// memory than a line may have. Bytes that are no UTF-8 become [#MALFORMED], which no UTF-8 can mean.
final class BoundedLines implements AutoCloseable {

    /// Half of a surrogate pair.
    static final char MALFORMED = '\uDC00';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private final int longest;
    private boolean begun;

    /// @param longest the most characters that are kept of a line
    BoundedLines(InputStream bytes, int longest) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(MALFORMED));
        this.reader = new BufferedReader(new InputStreamReader(bytes, decoder), 1 << 16);
        this.longest = longest;
    }

    /// Returns the next line without its end, or nothing after the last one. A line that was cut has one
    /// character more than the longest may have.
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
