package dev.kindred.server.task;

import dev.kindred.server.deployment.Deployment;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.serving.RecommendedItem;
import dev.kindred.server.task.ListThemes.ItemList;
import dev.kindred.server.task.ListThemes.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// Processor of a batch inference job that gives each list of similar items a theme. The items of a list are
/// sorted by their relevance to the theme.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/themed-batch-recommendations.html">Batch
/// recommendations with themes</a>
final class ThemedLines implements BatchFiles.LineProcessor {

    private static final String EXAMPLE = "{\"itemId\": \"1\"}";

    /// AWS's maximum number of items of an input file.
    private static final int MOST_LINES = 100;

    /// Relevance has 8 decimals, as in AWS's example.
    private static final double DECIMALS = 1e8;

    private final Deployment deployment;
    private final Function<BatchLine, List<RecommendedItem>> recommending;
    private final ListThemes themes;

    /// @param recommending returns the items that are recommended for a line
    ThemedLines(Deployment deployment, Function<BatchLine, List<RecommendedItem>> recommending, ListThemes themes) {
        this.deployment = deployment;
        this.recommending = recommending;
        this.themes = themes;
    }

    @Override
    public int linesAtOnce() {
        return MOST_LINES;
    }

    @Override
    public int mostLines() {
        return MOST_LINES;
    }

    @Override
    public void answer(List<String> texts, Writer out) throws IOException {
        var lines = texts.stream().map(text -> BatchLine.read(text, EXAMPLE)).toList();
        var lists = new ArrayList<ItemList>();
        lines.forEach(line -> line.attempt(() -> lists.add(recommended(line))));
        var ofLists = lists.iterator();
        var themes = themes(lists).iterator();
        for (var line : lines) {
            var output = BatchLine.output();
            if (line.problem() == null) {
                var list = ofLists.next();
                var theme = themes.next();
                line.attempt(() -> write(list, theme, output));
            }
            out.write(line.answered(output));
            out.write('\n');
        }
    }

    private List<Optional<Theme>> themes(List<ItemList> lists) throws IOException {
        try {
            return themes.of(lists);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the sentence model cannot be loaded on this machine
        }
    }

    private ItemList recommended(BatchLine line) {
        var item = line.id("itemId");
        if (item == null) {
            throw new InvalidInput("itemId is missing. Write a line such as %s.".formatted(EXAMPLE));
        }
        if (!deployment.knows(item)) {
            throw new InvalidInput("There was no item %s when the solution version was trained, so nothing is like it."
                    .formatted(item));
        }
        var ids = recommending.apply(line).stream().map(RecommendedItem::itemId).toList();
        if (ids.isEmpty()) {
            throw new InvalidInput("No item is left to make a theme of. Check the filter.");
        }
        return new ItemList(item, ids);
    }

    private static void write(ItemList list, Optional<Theme> theme, ObjectNode output) {
        var found = theme.orElseThrow(() -> new InvalidInput(
                "There is no theme, because none of the %d items has a name, a text or a category with words in it."
                        .formatted(list.recommended().size())));
        var order = IntStream.range(0, list.recommended().size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> rounded(found.relevance()[i]))
                        .reversed())
                .toList();
        var ids = output.putArray("recommendedItems");
        order.forEach(i -> ids.add(list.recommended().get(i)));
        output.put("theme", found.title());
        var scores = output.putArray("itemsThemeRelevanceScores");
        order.forEach(i -> scores.add(rounded(found.relevance()[i])));
    }

    private static double rounded(double relevance) {
        return Math.round(relevance * DECIMALS) / DECIMALS;
    }
}
