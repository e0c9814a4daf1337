package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.literal.QuotedString;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class QuotedCellTest {

    @Property(tries = 2_000)
    void bytesAreReadAsTextIs(@ForAll long seed) {
        var random = new Random(seed);
        var text = "x".repeat(random.nextInt(9)) + RandomTexts.next(random) + RandomTexts.next(random) + "\"" + ",x";
        var bytes = Arrays.copyOf(text.getBytes(UTF_8), text.getBytes(UTF_8).length + Dictionary.PADDING);
        int length = bytes.length - Dictionary.PADDING;
        var cell = new QuotedCell();

        boolean isFound = cell.find(bytes, 0, length);

        int end = QuotedString.end(text, 0, '"');
        assertThat(isFound).isEqualTo(end >= 0);
        if (isFound) {
            var content = text.substring(0, end);
            assertThat(new String(bytes, 0, cell.end(), UTF_8)).isEqualTo(content);
            assertThat(cell.lineFeeds())
                    .isEqualTo((int) content.chars().filter(c -> c == '\n').count());
            var value = QuotedString.value(text, 0, end, '"');
            assertThat(cell.hasEscapes()).isEqualTo(!value.equals(content));
            assertThat(new String(cell.value(), 0, cell.unescape(bytes, 0), UTF_8))
                    .isEqualTo(value);
        }
    }
}
