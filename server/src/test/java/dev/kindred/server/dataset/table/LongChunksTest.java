package dev.kindred.server.dataset.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.filter.NumberRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Numeric range queries under updates.
final class LongChunksTest {

    private static final int ROWS = 3_000;

    @Property(tries = 50)
    void aRangeHasTheRowsThatALookAtEachWouldFind(@ForAll Random random) {
        int most = 1 << random.nextInt(1, 20); // few distinct numbers as well as many
        Map<Integer, Long> expected = new HashMap<>();
        var loaded = new LongChunks();
        for (int row = 0; row < ROWS; row++) {
            if (random.nextInt(4) > 0) {
                loaded.set(row, random.nextLong(-most, most));
                expected.put(row, loaded.get(row));
            }
        }
        loaded.seal();
        var before = loaded;
        var asLoaded = Map.copyOf(expected);
        var chunks = loaded;
        for (int change = 0; change < 200; change++) {
            int row = random.nextInt(ROWS + 2_000);
            long code = random.nextInt(5) == 0 ? NumberRange.NULL : random.nextLong(-most, most);
            chunks = chunks.with(row, code);
            expected.put(row, code);
        }

        for (int tries = 0; tries < 20; tries++) {
            long a = random.nextLong(-most, most);
            long b = tries == 0 ? Long.MAX_VALUE : random.nextLong(-most, most);
            var range = new NumberRange(Math.min(a, b), Math.max(a, b));
            assertThat(BitSet.valueOf(chunks.within(range))).isEqualTo(rows(expected, range));
            assertThat(BitSet.valueOf(before.within(range))).isEqualTo(rows(asLoaded, range));
        }
        assertThat(BitSet.valueOf(chunks.within(new NumberRange(1, 0))).isEmpty())
                .isTrue();
    }

    private static BitSet rows(Map<Integer, Long> codes, NumberRange range) {
        var rows = new BitSet();
        codes.forEach((row, code) -> {
            if (range.contains(code)) {
                rows.set(row);
            }
        });
        return rows;
    }
}
