package dev.kindred.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a CSV file into cells, a line at a time, by the rules of imports: a row is a line, and inside
/// quotes `""` and `\"` stand for a quote. It judges nothing: what an import will refuse, an import can
/// explain best.
final class CsvLines {

    private static final int MAX_LINE = 1 << 20;

    private final String name;
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder line = new StringBuilder();
    private int next;
    private int filled;

    /// @param name what messages call the file
    CsvLines(String name, InputStream in) {
        this.name = name;
        this.in = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /// Returns the cells of the next line that is not blank, or null when there is none.
    @Nullable
    List<String> next() throws IOException {
        while (readLine()) {
            if (!line.isEmpty()) {
                return split();
            }
        }
        return null;
    }

    private boolean readLine() throws IOException {
        line.setLength(0);
        while (true) {
            if (next == filled) {
                filled = in.read(buffer);
                next = 0;
                if (filled < 0) {
                    filled = 0;
                    return !line.isEmpty();
                }
            }
            int from = next;
            while (next < filled && buffer[next] != '\n') {
                next++;
            }
            line.append(buffer, from, next - from);
            if (line.length() > MAX_LINE) {
                throw new DemoException("%s has a line of more than %,d characters: is it a CSV file, with line ends?"
                        .formatted(name, MAX_LINE));
            }
            if (next < filled) {
                next++;
                dropReturn();
                return true;
            }
        }
    }

    private void dropReturn() {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
    }

    private List<String> split() {
        var cells = new ArrayList<String>();
        int position = 0;
        while (true) {
            boolean quoted = position < line.length() && line.charAt(position) == '"';
            int end = quoted ? endOfQuoted(position + 1) : indexOfComma(position);
            cells.add(quoted ? unescaped(position + 1, end) : line.substring(position, end));
            position = (quoted ? indexOfComma(end) : end) + 1;
            if (position > line.length()) {
                return cells;
            }
        }
    }

    private int indexOfComma(int from) {
        int comma = line.indexOf(",", from);
        return comma < 0 ? line.length() : comma;
    }

    private int endOfQuoted(int from) {
        int i = from;
        while (i < line.length()) {
            if (isEscape(i)) {
                i += 2;
            } else if (line.charAt(i) == '"') {
                return i;
            } else {
                i++;
            }
        }
        return i;
    }

    private boolean isEscape(int i) {
        return (line.charAt(i) == '"' || line.charAt(i) == '\\') && i + 1 < line.length() && line.charAt(i + 1) == '"';
    }

    private String unescaped(int from, int to) {
        return line.substring(from, to).replace("\\\"", "\"").replace("\"\"", "\"");
    }
}
