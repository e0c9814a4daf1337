package dev.kindred.engine.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.text.TextEncoder;
import dev.kindred.engine.theme.ThemedItem.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThemeFinderTest {

    private static final String[] SPACE = {
        "A robot repairs starships near a distant planet.",
        "The planet of robots has a secret, and starships of the empire come closer.",
        "Two starships race around a planet ruled by robots.",
        "A lonely robot on a frozen planet builds starships."
    };
    private static final String[] COOKING = {
        "Fresh bread from a small oven, with butter.",
        "The oven is hot and the bread is crisp.",
        "Butter and bread: recipes for every oven.",
        "An oven, some flour, and the bread of the village."
    };

    /// An encoder whose vectors are nearer the more words two texts share.
    private static final class SharedWords implements TextEncoder {

        private static final int DIMENSION = 512;

        @Override
        public String name() {
            return "shared-words";
        }

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public float[] encode(String text) {
            var vector = new float[DIMENSION];
            Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\W+"))
                    .map(Word::singular)
                    .forEach(word -> vector[Math.floorMod(word.hashCode() * 31, DIMENSION)]++);
            double length = Math.sqrt(IntStream.range(0, DIMENSION)
                    .mapToDouble(i -> vector[i] * vector[i])
                    .sum());
            for (int i = 0; i < DIMENSION && length > 0; i++) {
                vector[i] /= (float) length;
            }
            return vector;
        }
    }

    private static ThemedItem item(@Nullable String name, @Nullable String text, String... genres) {
        return new ThemedItem(
                name,
                text,
                Arrays.stream(genres).map(genre -> new Category("GENRE", genre)).toList());
    }

    private static List<ThemedItem> items(String[] texts, String... genres) {
        return Arrays.stream(texts).map(text -> item(null, text, genres)).toList();
    }

    private static Optional<String> theme(List<ThemedItem> list, List<ThemedItem> catalog) {
        var encoder = new SharedWords();
        return new ThemeFinder(encoder, CatalogWords.of(List.of(list), catalog), mean(catalog, encoder))
                .find(list, mean(list, encoder));
    }

    private static float[] mean(List<ThemedItem> items, TextEncoder encoder) {
        var sum = new float[encoder.dimension()];
        for (var item : items) {
            if (item.text() != null && !item.text().isBlank()) {
                var vector = encoder.encode(item.text());
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += vector[i] / items.size();
                }
            }
        }
        return sum;
    }

    private static List<ThemedItem> both(List<ThemedItem> one, List<ThemedItem> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void theTitleSaysWhatTheListHasAndTheCatalogHasNot() {
        var space = items(SPACE);
        var cooking = items(COOKING);

        assertThat(theme(space, both(space, cooking)).orElseThrow()).containsAnyOf("Robot", "Starship", "Planet");
        assertThat(theme(cooking, both(space, cooking)).orElseThrow()).containsAnyOf("Bread", "Oven", "Butter");
    }

    @Test
    void whatTheWholeCatalogSaysIsNoTheme() {
        var list = items(new String[] {"A film about whales", "A film with whales", "This film has whales"});
        var others = items(new String[] {"A film about tanks", "A film of gold", "This film has no end", "The film"});

        assertThat(theme(list, both(list, others))).hasValue("Whales");
    }

    @Test
    void aCategoryOfMostItemsIsTheNounOfTheTitle() {
        var space = items(SPACE, "Sci-Fi", "New");
        var cooking = items(COOKING, "Food", "New");

        assertThat(theme(space, both(space, cooking)).orElseThrow()).endsWith("Sci-Fi");
        assertThat(theme(cooking, both(space, cooking)).orElseThrow()).endsWith("Food");
    }

    @Test
    void aCategoryOfTheWholeCatalogIsNotNamed() {
        var space = items(SPACE, "Film");
        var cooking = items(COOKING, "Film");

        assertThat(theme(space, both(space, cooking)).orElseThrow()).doesNotContain("Film");
    }

    @Test
    void theMostFrequentCategoryOfAColumnIsNamed() {
        var list = new ArrayList<ThemedItem>();
        var catalog = new ArrayList<ThemedItem>();
        for (int i = 0; i < 20; i++) {
            list.add(i < 14 ? item(null, "x", "Drama", "Crime") : item(null, "x", "Drama"));
            catalog.add(item(null, "y", "Comedy"));
        }
        catalog.addAll(list);

        assertThat(theme(list, catalog)).hasValue("Drama");
    }

    @Test
    void aPhraseIsNotCutShort() {
        var list =
                items(new String[] {"It is about a haunted house", "Again a haunted house", "The haunted house burns"});

        assertThat(theme(list, both(list, items(COOKING)))).hasValue("Haunted House");
    }

    @Test
    void namesOfPersonsAreNoThemeUnlessTheListIsAboutThem() {
        var few = items(new String[] {
            "See how Harry finds a dragon", "See a dragon and Harry", "See one dragon", "See that dragon", "A dragon",
            "The dragon", "Some dragon", "No dragon", "Old dragon", "Red dragon"
        });
        var all =
                items(new String[] {"See how Harry flies", "See Harry and others", "We see Harry", "Then Harry fell"});
        var catalog = both(both(few, all), items(COOKING));

        assertThat(theme(few, catalog)).hasValue("Dragon");
        assertThat(theme(all, catalog).orElseThrow()).contains("Harry");
    }

    @Test
    void namesOfItemsCountAsWords() {
        var list = List.of(item("Trail Shoes", null), item("Road Shoes", null), item("Shoes of Steel", null));

        assertThat(theme(list, both(list, items(COOKING)))).hasValue("Shoes");
    }

    @Test
    void aListOfOneItemHasAThemeAndOneWithoutWordsHasNone() {
        assertThat(theme(items(new String[] {SPACE[0]}), items(SPACE))).isPresent();
        assertThat(theme(List.of(item(null, null), item(" ", "\u2026 !")), items(SPACE)))
                .isEmpty();
        assertThat(theme(List.of(), List.of())).isEmpty();
    }

    @Property(tries = 200)
    void aTitleIsOneShortLineAndAlwaysTheSame(@ForAll @Size(max = 6) List<String> texts) {
        var list = texts.stream().map(text -> item(text, text, text)).toList();

        var title = theme(list, both(list, items(COOKING)));

        assertThat(theme(list, both(list, items(COOKING)))).isEqualTo(title);
        title.ifPresent(it -> assertThat(it)
                .isEqualTo(it.strip())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(TitleWording.LONGEST)
                .doesNotContainPattern("\\p{Cntrl}"));
    }
}
