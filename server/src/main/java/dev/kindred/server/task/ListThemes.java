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

/// Makes themes for lists of a dataset group's items: a title for each list, and how relevant it is for each item. A
/// theme depends on its own list and on the catalog as it was when the first was made.
final class ListThemes {

    /// The items that phrases and categories are counted in: many enough to tell a share of a percent from chance.
    private static final int COUNTED = 20_000;

    /// The items whose mean vector stands for the catalog's.
    private static final int AVERAGED = 256;

    /// The least mean cosine of a language model's title with the items. Titles that a person would let pass have
    /// 0.09 and more with lists that they are about; spam and excuses were seen to have 0.06 or less.
    private static final double LEAST_RELEVANCE = 0.08;

    private static final int LONGEST_NAME = 50;

    private final ItemWords words;
    private final TextEmbeddings embeddings;
    private final TitleWriter writer;
    private final TrainingContext context;
    private @Nullable Catalog catalog;

    /// What lists are compared with.
    ///
    /// @param background the mean vector of its items
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record Catalog(List<ThemedItem> items, float[] background) {}

    /// A list of items.
    ///
    /// @param item which the others are like
    record ItemList(String item, List<String> recommended) {}

    /// A title, with how well it fits the items of its list.
    ///
    /// @param relevance of the title for each item: the cosine of both, 0 for an item without words
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Theme(String title, double[] relevance) {}

    /// A list, with what is known of its items.
    ///
    /// @param rows of its items among the vectors
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record KnownList(List<ThemedItem> items, int[] rows, float[] centroid) {}

    /// @param context the workers, and what calls the making off
    ListThemes(ItemWords words, TextEmbeddings embeddings, TitleWriter writer, TrainingContext context) {
        this.words = words;
        this.embeddings = embeddings;
        this.writer = writer;
        this.context = context;
    }

    /// Returns the theme of each list; nothing for one whose items have no words.
    ///
    /// @throws IOException if the vectors of texts cannot be kept
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

    /// Returns an item's name and text as one, or null where it has neither.
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

    /// Returns the titles that are found in the items' words.
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

    /// Returns the titles that a language model writes, where it does; those that were found for the other lists.
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
