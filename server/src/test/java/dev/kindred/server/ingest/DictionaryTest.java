package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class DictionaryTest {

    @Property(tries = 200)
    void givesEqualStringsEqualIdsAndOthersOthers(@ForAll List<@StringLength(min = 1, max = 20) String> strings) {
        var dictionary = new Dictionary();
        Map<String, Integer> expected = new HashMap<>();

        for (String string : strings) {
            byte[] bytes = (string + "--------").getBytes(UTF_8);
            String known = new String(string.getBytes(UTF_8), UTF_8); // unpaired surrogates become '?'
            int id = dictionary.idOf(bytes, 0, bytes.length - 8);

            assertThat(id).isEqualTo(expected.computeIfAbsent(known, _ -> expected.size()));
        }
        assertThat(dictionary.size()).isEqualTo(expected.size());
    }

    @Test
    void tellsShortStringsOfZerosApart() {
        var dictionary = new Dictionary();
        byte[] bytes = new byte[32];

        for (int length = 1; length <= 20; length++) {
            assertThat(dictionary.idOf(bytes, 0, length)).isEqualTo(length - 1);
        }
    }

    @Test
    void growsAndForgets() {
        var dictionary = new Dictionary();

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 200_000; i++) {
                byte[] bytes = ("item-" + i * 7 + "--------").getBytes(UTF_8);
                assertThat(dictionary.idOf(bytes, 0, bytes.length - 8)).isEqualTo(i);
            }
            dictionary.clear();
            assertThat(dictionary.size()).isZero();
        }
    }
}
