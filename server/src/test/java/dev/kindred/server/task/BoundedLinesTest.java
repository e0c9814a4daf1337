package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private static List<String> lines(String text, int longest) throws IOException {
        try (var lines = new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest)) {
            var all = new ArrayList<String>();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                all.add(line.get());
            }
            return all;
        }
    }

    @Test
    void aLineEndsWhereItsEndIsAndTheLastOneNeedsNone() throws IOException {
        assertThat(lines("a\r\n\nb\nc", 9)).containsExactly("a", "", "b", "c");
        assertThat(lines("a\n", 9)).containsExactly("a");
        assertThat(lines("", 9)).isEmpty();
    }

    @Test
    void bytesThatAreNoUtf8AreToldFromAllCharacters() throws IOException {
        try (var lines = new BoundedLines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xFF, 'b', '\n'}), 9)) {
            assertThat(lines.next()).contains("a" + BoundedLines.MALFORMED + "b");
        }
        assertThat(lines("\uFFFD😀\n", 9)).containsExactly("\uFFFD😀");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(lines("\uFEFFa\n\uFEFFb", 9)).containsExactly("a", "\uFEFFb");
    }

    @Test
    void whatIsLongerIsCutAndTheNextLineIsWhole() throws IOException {
        assertThat(lines("x".repeat(50) + "\nnext\n", 9)).containsExactly("x".repeat(10), "next");
    }
}
