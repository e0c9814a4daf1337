package dev.kindred.server.demo;

import dev.kindred.server.literal.QuotedString;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a CSV file into cells, one record at a time, by the rules of imports: a record is a line, or several
/// lines if a quoted cell, a [QuotedString], contains line breaks. It reports no errors: the import explains
/// them better.
final class CsvLines {

    /// The maximum length of a record in characters. A longer one is not CSV. Taste.
    private static final int MAX_RECORD = 1 << 22;

    private final String name;
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private final Deque<String> ahead = new ArrayDeque<>();
    private int next;
    private int filled;

    /// @param name the name of the file in messages
    CsvLines(String name, InputStream in) {
        this.name = name;
        this.in = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /// Returns the cells of the next record that is not blank, or null if there is none.
    @Nullable
    List<String> next() throws IOException {
        for (var line = nextLine(); line != null; line = nextLine()) {
            if (!line.isEmpty()) {
                return split(record(line));
            }
        }
        return null;
    }

    /// Returns the record that starts with a line: only that line if a quote in it is not closed correctly.
    private String record(String first) throws IOException {
        var record = new StringBuilder(first);
        var added = new ArrayList<String>();
        int position = 0;
        while (position < record.length()) {
            if (record.charAt(position) != '"') {
                position = afterComma(record, position);
                continue;
            }
            int end = QuotedString.end(record, position + 1, '"');
            while (end < 0) {
                var more = record.length() > MAX_RECORD ? null : nextLine();
                if (more == null) {
                    return giveBack(first, added);
                }
                added.add(more);
                int from = record.append('\n').length();
                end = QuotedString.end(record.append(more), from, '"');
            }
            position = end + 1;
            if (position < record.length() && record.charAt(position) != ',') {
                return giveBack(first, added);
            }
            position++;
        }
        return record.toString();
    }

    private String giveBack(String first, List<String> added) {
        added.reversed().forEach(ahead::addFirst);
        return first;
    }

    private static int afterComma(CharSequence record, int from) {
        int i = from;
        while (i < record.length() && record.charAt(i) != ',') {
            i++;
        }
        return i + 1;
    }

    private @Nullable String nextLine() throws IOException {
        return ahead.isEmpty() ? readLine() : ahead.removeFirst();
    }

    /// Returns the next line of the file without its end, or null.
    private @Nullable String readLine() throws IOException {
        var line = new StringBuilder();
        while (true) {
            if (next == filled) {
                filled = in.read(buffer);
                next = 0;
                if (filled < 0) {
                    filled = 0;
                    return line.isEmpty() ? null : line.toString();
                }
            }
            int from = next;
            while (next < filled && buffer[next] != '\n') {
                next++;
            }
            line.append(buffer, from, next - from);
            if (line.length() > MAX_RECORD) {
                throw new DemoException("%s has a line of more than %,d characters: is it a CSV file, with line ends?"
                        .formatted(name, MAX_RECORD));
            }
            if (next < filled) {
                next++;
                return withoutReturn(line);
            }
        }
    }

    private static String withoutReturn(StringBuilder line) {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    private static List<String> split(String record) {
        var cells = new ArrayList<String>();
        int position = 0;
        while (true) {
            boolean quoted = position < record.length() && record.charAt(position) == '"';
            int end = quoted ? endOfQuoted(record, position + 1) : afterComma(record, position) - 1;
            cells.add(quoted ? QuotedString.value(record, position + 1, end, '"') : record.substring(position, end));
            position = quoted ? afterComma(record, end) : end + 1;
            if (position > record.length()) {
                return cells;
            }
        }
    }

    private static int endOfQuoted(String record, int from) {
        int end = QuotedString.end(record, from, '"');
        return end < 0 ? record.length() : end;
    }
}
