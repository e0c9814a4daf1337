package dev.kindred.server.task;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.engine.theme.CatalogWords;
import dev.kindred.engine.theme.ThemeFinder;
import dev.kindred.engine.theme.ThemedItem;
import dev.kindred.server.text.TextEmbeddings;
import dev.kindred.server.theme.TitleRequest;
import dev.kindred.server.theme.TitleWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Generates themes for lists of a dataset group's items. A theme is a title for the list and a relevance score
/// for each item. It depends on its own list and on the items present when the first theme was generated.
final class ListThemes {

    /// Number of items whose phrases and categories are counted; enough to distinguish a share of 1 % from
    /// chance.
    private static final int COUNTED = 20_000;

    /// Number of items whose mean vector approximates the mean of all items. Taste.
    private static final int AVERAGED = 256;

    /// Minimum mean cosine between a language model's title and the items. Measured: acceptable titles of
    /// matching lists have at least 0.09; spam and refusals have at most 0.06.
    private static final double LEAST_RELEVANCE = 0.08;

    private static final int LONGEST_NAME = 50;

    private final ItemWords words;
    private final TextEmbeddings embeddings;
    private final TitleWriter writer;
    private final TrainingContext context;
    private @Nullable Catalog catalog;

    /// The reference that lists are compared with.
    ///
    /// @param background the mean vector of its items
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Catalog(List<ThemedItem> items, float[] background) {}

    /// A list of items.
    ///
    /// @param item the item that the others are similar to
    record ItemList(String item, List<String> recommended) {}

    /// A title and its relevance for each item of the list.
    ///
    /// @param relevance cosine between the title and each item; 0 for an item without words
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Theme(String title, double[] relevance) {}

    /// A list with its items' attributes.
    ///
    /// @param rows of its items among the vectors
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record KnownList(List<ThemedItem> items, int[] rows, float[] centroid) {}

    /// @param context the workers, and the check for cancellation
    ListThemes(ItemWords words, TextEmbeddings embeddings, TitleWriter writer, TrainingContext context) {
        this.words = words;
        this.embeddings = embeddings;
        this.writer = writer;
        this.context = context;
    }

    /// Returns the theme of each list; empty for a list whose items have no words.
    ///
    /// @throws IOException if the vectors of texts cannot be stored
    List<Optional<Theme>> of(List<ItemList> lists) throws IOException {
        var ids = new LinkedHashMap<String, Integer>();
        lists.forEach(list -> list.recommended().forEach(id -> ids.putIfAbsent(id, ids.size())));
        var items = words.of(List.copyOf(ids.keySet()));
        var vectors = vectors(items);
        var known = lists.stream()
                .map(list -> known(list.recommended(), ids, items, vectors))
                .toList();
        var finder = finder(known);
        var titles = written(known, found(known, finder), finder);
        return IntStream.range(0, lists.size())
                .mapToObj(i -> titles.get(i)
                        .or(() -> likeItem(lists.get(i)))
                        .map(title -> new Theme(title, relevance(finder.encoded(title), known.get(i), vectors))))
                .toList();
    }

    private static KnownList known(
            List<String> list, Map<String, Integer> ids, List<ThemedItem> items, TextVectors vectors) {
        var rows = list.stream().mapToInt(id -> ids.getOrDefault(id, 0)).toArray();
        return new KnownList(Arrays.stream(rows).mapToObj(items::get).toList(), rows, vectors.mean(rows));
    }

    private TextVectors vectors(List<ThemedItem> items) throws IOException {
        var texts = new ArrayList<@Nullable String>();
        items.forEach(item -> texts.add(text(item)));
        return embeddings.ofSome(words.group().arn(), texts, context);
    }

    /// Returns an item's name and text joined, or null if it has neither.
    private static @Nullable String text(ThemedItem item) {
        var parts = Stream.of(Optional.ofNullable(item.name()), Optional.ofNullable(item.text()))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.isEmpty() ? null : String.join(". ", parts);
    }

    private ThemeFinder finder(List<KnownList> lists) throws IOException {
        if (catalog == null) {
            var averaged = vectors(words.of(words.sample(AVERAGED)));
            catalog = new Catalog(
                    words.of(words.sample(COUNTED)),
                    averaged.mean(IntStream.range(0, averaged.size()).toArray()));
        }
        var counts = CatalogWords.of(lists.stream().map(KnownList::items).toList(), catalog.items());
        return new ThemeFinder(embeddings.encoder(), counts, catalog.background());
    }

    /// Returns titles extracted from the items' words.
    private List<Optional<String>> found(List<KnownList> lists, ThemeFinder finder) {
        var titles = new ArrayList<Optional<String>>();
        lists.forEach(_ -> titles.add(Optional.empty()));
        context.workers().forRanges(lists.size(), 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                context.watch().reached("finding themes", (double) i / lists.size());
                titles.set(i, finder.find(lists.get(i).items(), lists.get(i).centroid()));
            }
        });
        return titles;
    }

    /// Returns the language model's titles; for lists without one, the extracted titles.
    private List<Optional<String>> written(List<KnownList> lists, List<Optional<String>> found, ThemeFinder finder) {
        var requests = IntStream.range(0, lists.size())
                .mapToObj(i -> request(lists.get(i), found.get(i)))
                .toList();
        var written = writer.titles(requests, (i, title) -> isAbout(lists.get(i), finder.encoded(title)));
        return IntStream.range(0, lists.size())
                .mapToObj(i -> written.get(i).or(() -> found.get(i)))
                .toList();
    }

    private static TitleRequest request(KnownList list, Optional<String> draft) {
        return new TitleRequest(
                draft.orElse(null),
                list.items().stream()
                        .map(item -> new TitleRequest.Item(item.name(), item.text()))
                        .toList());
    }

    private static boolean isAbout(KnownList list, float[] title) {
        double sum = 0;
        for (int i = 0; i < title.length; i++) {
            sum += title[i] * list.centroid()[i];
        }
        return sum >= LEAST_RELEVANCE;
    }

    private Optional<String> likeItem(ItemList list) {
        return Optional.ofNullable(words.nameOf(list.item()))
                .map(name -> name.strip().replaceAll("[\\s\\p{Cntrl}]+", " "))
                .filter(name -> !name.isEmpty())
                .map(name -> "More Like " + cut(name));
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    private static double[] relevance(float[] title, KnownList list, TextVectors vectors) {
        return Arrays.stream(list.rows())
                .mapToDouble(row -> vectors.cosine(title, row))
                .toArray();
    }
}
