package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The mapping from keys to files is injective, stays inside its folder, and is readable.
class ObjectPathsTest {

    private static final Path ROOT = Path.of("/store/bucket");

    @Provide
    Arbitrary<String> anyKey() {
        var codePoint = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString);
        var awkward = Arbitraries.of(
                "/",
                "//",
                ".",
                "..",
                "../",
                "/..",
                "\u0000",
                "~",
                "%",
                "+",
                "!",
                "a",
                "A",
                "%2E",
                "a+",
                "!a",
                "\\",
                ":",
                "con",
                "é",
                "e\u0301",
                "🐟",
                "x".repeat(200),
                "É".repeat(90));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, codePoint), net.jqwik.api.Tuple.of(3, awkward))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .filter(key -> key.getBytes(StandardCharsets.UTF_8).length <= 1024);
    }

    @Provide
    Arbitrary<String> nearbyKey() {
        return Combinators.combine(
                        Arbitraries.of("a", "A", "a+", "%", "~", ".", "", "!a", "%2E", "a%", "x".repeat(181)),
                        Arbitraries.of("", "/", "//", "+", "/."),
                        Arbitraries.of("", "b", "B", ".", "%", "x".repeat(181), "X".repeat(100)))
                .as((a, b, c) -> a + b + c)
                .filter(key -> !key.isEmpty());
    }

    @Property(tries = 2000)
    void aKeysFileLiesBelowTheRoot(@ForAll("anyKey") String key) {
        String path = ObjectPaths.of(key);

        Path file = ROOT.resolve(path);
        assertThat(file).isEqualTo(file.normalize());
        assertThat(file.startsWith(ROOT)).isTrue();
        assertThat(file).isNotEqualTo(ROOT);
        assertThat(path).matches("[a-z0-9!%A-F_.=(),~+/-]+");
        assertThat(path.length()).isLessThanOrEqualTo(1500);
        for (String name : path.split("/", -1)) {
            assertThat(name).isNotEmpty().isNotEqualTo(".").isNotEqualTo("..");
            assertThat(name.length()).isLessThanOrEqualTo(255);
        }
    }

    @Property(tries = 2000)
    void aPathWithoutADigestTellsItsKey(@ForAll("anyKey") String key, @ForAll("nearbyKey") String other) {
        for (String each : new String[] {key, other}) {
            String path = ObjectPaths.of(each);
            assertThat(ObjectPaths.keyOf(path)).isIn(Optional.of(each), path.contains("~") ? Optional.empty() : null);
        }
    }

    @Property(tries = 2000)
    void aTextThatIsNoPathOfAKeyHasNoKey(@ForAll String text) {
        ObjectPaths.keyOf(text).ifPresent(key -> assertThat(ObjectPaths.of(key)).isEqualTo(text));
    }

    @Property(tries = 2000)
    void twoKeysNeverShareAFileEvenWhereCaseIsIgnored(@ForAll("anyKey") String one, @ForAll("anyKey") String other) {
        Assume.that(!one.equals(other));

        assertThat(ObjectPaths.of(one).toLowerCase(Locale.ROOT))
                .isNotEqualTo(ObjectPaths.of(other).toLowerCase(Locale.ROOT));
    }

    @Property(tries = 3000)
    void twoKeysThatLookAlikeNeverShareAFileOrOnesFileWithTheOthersFolder(
            @ForAll("nearbyKey") String one, @ForAll("nearbyKey") String other) {
        Assume.that(!one.equals(other));

        String a = ObjectPaths.of(one).toLowerCase(Locale.ROOT);
        String b = ObjectPaths.of(other).toLowerCase(Locale.ROOT);
        assertThat(a).isNotEqualTo(b);
        assertThat(a.startsWith(b + "/")).isFalse();
    }

    @Example
    void ordinaryKeysStayReadable() {
        Map.of(
                        "movies/2026/items.csv", "movies+/2026+/items.csv",
                        "movies", "movies",
                        "movies/", "movies+/%",
                        "../README.md", "%2E.+/!r!e!a!d!m!e.md",
                        "dt=2026-01-01/part 0.csv.gz", "dt=2026-01-01+/part%200.csv.gz",
                        "/", "%+/%",
                        "ä", "%C3%A4")
                .forEach((key, path) -> assertThat(ObjectPaths.of(key)).isEqualTo(path));
    }
}
