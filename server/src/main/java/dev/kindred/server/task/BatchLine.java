package dev.kindred.server.task;

import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.literal.Printable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An input line of a batch job, and its output line. The output line contains the unchanged input, the output
/// or null, and the error or null. An input line that is not JSON is returned as a string.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/batch-data-upload.html">Batch input data</a>
final class BatchLine {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> MEMBERS =
            Set.of("userId", "itemId", "itemList", "itemAttributes", "context", "filterValues");

    /// AWS's maximum length of an id.
    private static final int LONGEST_ID = 256;

    /// Maximum number of characters of a line that an error message quotes. Taste.
    private static final int SHOWN = 200;
    private static final String NOT_UTF_8 = "The line is not UTF-8. Write the file in UTF-8.";
    private static final char REPLACEMENT = '\uFFFD';

    private final JsonNode input;
    private final String echo;
    private @Nullable String problem;

    private BatchLine(JsonNode input, String echo) {
        this.input = input;
        this.echo = echo;
    }

    /// Computes the output of a line.
    @FunctionalInterface
    interface Work {

        /// Adds the members of the output to `output`.
        ///
        /// @throws ServiceException if the line cannot be answered
        void answer(BatchLine line, ObjectNode output);
    }

    /// Returns the output line of an input line.
    ///
    /// @param example a valid line, quoted in error messages
    static String answer(String text, String example, Work work) {
        var line = read(text, example);
        var output = output();
        line.attempt(() -> work.answer(line, output));
        return line.answered(output);
    }

    /// Returns an empty output object.
    static ObjectNode output() {
        return MAPPER.createObjectNode();
    }

    /// Runs `work` unless the line has an error. A `ServiceException` becomes the error of the line.
    void attempt(Runnable work) {
        if (problem == null) {
            try {
                work.run();
            } catch (ServiceException e) {
                fail(e.getMessage());
            }
        }
    }

    /// Returns the output line, with `output` if the line has no error.
    String answered(ObjectNode output) {
        return line(echo, problem == null ? output : null, problem);
    }

    /// Parses a line. If it cannot be parsed, the result has an error.
    ///
    /// @param example a valid line, quoted in error messages
    static BatchLine read(String text, String example) {
        try {
            var line = new BatchLine(MAPPER.readTree(text), text.strip().replace('\r', ' '));
            if (text.indexOf(BoundedLines.MALFORMED) >= 0) {
                line.fail(NOT_UTF_8);
            } else if (!line.input.isObject()) {
                line.fail("The line is not a JSON object. Write one such as " + example + ".");
            }
            return line;
        } catch (JacksonException e) {
            var shown = shown(text);
            var line = new BatchLine(shown, MAPPER.writeValueAsString(shown));
            line.fail(
                    text.indexOf(BoundedLines.MALFORMED) >= 0
                            ? NOT_UTF_8
                            : "The line is not JSON%s. Write an object such as %s."
                                    .formatted(unseen(text, e), example));
            return line;
        }
    }

    /// Describes the character at which a line stops being JSON, if that character is invisible.
    private static String unseen(String text, JacksonException e) {
        int at = e.getLocation() == null ? 0 : e.getLocation().getColumnNr() - 1;
        if (at < 0 || at >= text.length()) {
            return "";
        }
        var found = Character.toString(text.codePointAt(at));
        var shown = Printable.of(found);
        return shown.equals(found) ? "" : ": its character %d is %s".formatted(text.codePointCount(0, at) + 1, shown);
    }

    /// The error of the line, or null.
    @Nullable
    String problem() {
        return problem;
    }

    /// Sets the error of the line, and lists unknown members whose names contain invisible characters.
    void fail(@Nullable String reason) {
        var unknown = input.properties().stream()
                .map(member -> member.getKey())
                .filter(name ->
                        !MEMBERS.contains(name) && !Printable.plain(name).equals(name))
                .map(name -> "\"" + Printable.name(name) + "\"")
                .collect(Collectors.joining(", "));
        problem = unknown.isEmpty() ? reason : "%s The line has %s.".formatted(reason, unknown);
    }

    /// Writes the output line with a list of ids of any length as output.
    void write(Writer out, String member, int size, IntFunction<String> ids) throws IOException {
        out.write("{\"input\":");
        out.write(echo);
        out.write(",\"output\":{\"" + member + "\":[");
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(MAPPER.writeValueAsString(ids.apply(i)));
        }
        out.write("]},\"error\":null}\n");
    }

    /// Writes the output line with the error.
    void writeProblem(Writer out) throws IOException {
        out.write(line(echo, null, problem));
        out.write('\n');
    }

    private static JsonNode shown(String text) {
        var shown = text.replace(BoundedLines.MALFORMED, REPLACEMENT);
        return MAPPER.getNodeFactory()
                .stringNode(
                        shown.codePointCount(0, shown.length()) <= SHOWN
                                ? shown
                                : shown.substring(0, shown.offsetByCodePoints(0, SHOWN)) + "…");
    }

    private static String line(String echo, @Nullable ObjectNode output, @Nullable String error) {
        return "{\"input\":%s,\"output\":%s,\"error\":%s}"
                .formatted(
                        echo.replace(BoundedLines.MALFORMED, REPLACEMENT),
                        output == null ? "null" : MAPPER.writeValueAsString(output),
                        error == null ? "null" : MAPPER.writeValueAsString(wellFormed(error)));
    }

    /// Returns the text without unpaired surrogates, which UTF-8 cannot encode.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// Returns the member as an id, or null if it is absent or empty.
    ///
    /// @throws InvalidInput if it is not a string, or too long
    @Nullable
    String id(String member) {
        var node = input.get(member);
        if (node == null
                || node.isNull()
                || (node.isString() && node.stringValue().isEmpty())) {
            return null;
        }
        return id(node, member);
    }

    /// Returns the member as a string, or null if it is absent.
    ///
    /// @throws InvalidInput if it is not a string
    @Nullable
    String text(String member) {
        var node = input.get(member);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw new InvalidInput("%s is not a text. Put it into quotation marks.".formatted(member));
        }
        return requireUnicode(node.stringValue(), member);
    }

    private static String requireUnicode(String text, String member) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidInput("%s has half of a surrogate pair, which no encoding can hold.".formatted(member));
        }
        return text;
    }

    private static String id(JsonNode node, String member) {
        if (!node.isString()) {
            throw new InvalidInput("%s is not a text. Put the id into quotation marks.".formatted(member));
        }
        var id = node.stringValue();
        if (id.codePointCount(0, id.length()) > LONGEST_ID) {
            throw new InvalidInput("%s is longer than %d characters.".formatted(member, LONGEST_ID));
        }
        return requireUnicode(id, member);
    }

    /// Returns the member as a list of ids; an empty list if it is absent.
    ///
    /// @throws InvalidInput if it is not a list of ids
    List<String> ids(String member) {
        var node = input.get(member);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new InvalidInput("%s is not a list of ids.".formatted(member));
        }
        var ids = new ArrayList<String>();
        for (var each : node) {
            ids.add(id(each, "A member of " + member));
        }
        return ids;
    }

    /// Returns the member as a map of strings; an empty map if it is absent.
    ///
    /// @throws InvalidInput if it is not an object of strings
    Map<String, String> texts(String member) {
        var node = input.get(member);
        if (node == null || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw new InvalidInput("%s is not an object of names and texts.".formatted(member));
        }
        var texts = new HashMap<String, String>();
        for (var entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new InvalidInput("%s.%s is not a text.".formatted(member, Printable.of(entry.getKey(), 100)));
            }
            texts.put(
                    requireUnicode(entry.getKey(), member),
                    requireUnicode(entry.getValue().stringValue(), member + "." + entry.getKey()));
        }
        return texts;
    }

    /// Returns a seed that depends only on the text of the line.
    long seed() {
        return input.hashCode();
    }
}
