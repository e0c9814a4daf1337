package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.CpuTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// Compares listings with their definition: filter, roll up, sort by bytes, truncate.
class BucketIndexTest {

    @Provide
    Arbitrary<Set<String>> keys() {
        return Arbitraries.of("a", "b", "/", "//", "é", "\uFFFD", "🐟", "\uDBFF\uDFFF")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .set()
                .ofMaxSize(30);
    }

    private static BucketIndex indexOf(Set<String> keys) {
        var index = new BucketIndex();
        keys.forEach(key -> index.put(new ObjectSummary(key, 1, "e", Instant.EPOCH)));
        return index;
    }

    @Property
    void theOrderIsThatOfUtf8Bytes(@ForAll String one, @ForAll String other) {
        var encoder = StandardCharsets.UTF_8.newEncoder();
        if (encoder.canEncode(one) && encoder.canEncode(other)) {
            int expected = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(ObjectKeys.UTF_8_ORDER.compare(one, other)))
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Property
    void pagesTogetherAreTheWholeListing(
            @ForAll("keys") Set<String> keys,
            @ForAll("prefixes") String prefix,
            @ForAll boolean isRolledUp,
            @ForAll @IntRange(min = 1, max = 4) int limit) {
        var index = indexOf(keys);
        String delimiter = isRolledUp ? "/" : null;

        var listed = new ArrayList<String>();
        String after = null;
        do {
            var page = index.list(new ListQuery(prefix, delimiter, after, limit));
            var entries = new TreeSet<>(ObjectKeys.UTF_8_ORDER);
            page.objects().forEach(object -> entries.add(object.key()));
            entries.addAll(page.commonPrefixes());
            assertThat(entries).hasSizeLessThanOrEqualTo(limit);
            listed.addAll(entries);
            after = page.next();
        } while (after != null);

        assertThat(listed).containsExactlyElementsOf(expected(keys, prefix, delimiter));
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.of("", "a", "a/", "/", "🐟", "nothing");
    }

    private static List<String> expected(Set<String> keys, String prefix, @Nullable String delimiter) {
        var expected = new LinkedHashSet<String>();
        keys.stream()
                .filter(key -> key.startsWith(prefix))
                .sorted(ObjectKeys.UTF_8_ORDER)
                .forEach(key -> {
                    int at = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
                    expected.add(at < 0 ? key : key.substring(0, at + 1));
                });
        return List.copyOf(expected);
    }

    @Example
    void aHundredThousandKeysAreListedPageByPageAtTheSameCost() {
        var index = new BucketIndex();
        for (int i = 0; i < 100_000; i++) {
            index.put(new ObjectSummary("folder%02d/key%05d".formatted(i % 50, i), 1, "e", Instant.EPOCH));
        }

        long begun = CpuTime.nanos();
        int listed = 0;
        String after = null;
        do {
            var page = index.list(new ListQuery("", null, after, 1000));
            listed += page.objects().size();
            after = page.next();
        } while (after != null);
        var folders = index.list(new ListQuery("", "/", null, 1000)).commonPrefixes();

        assertThat(listed).isEqualTo(100_000);
        assertThat(folders).hasSize(50);
        assertThat(CpuTime.nanos() - begun).as("nanoseconds for 101 pages").isLessThan(2_000_000_000L);
    }
}
