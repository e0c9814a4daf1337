package dev.kindred.engine.theme;

import dev.kindred.engine.theme.ThemedItem.Category;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The phrases and the categories of a list of items.
///
/// @param phrases by key: those of at least two items, or all if no two items share one
/// @param categories the number of items of each
record ListWords(int items, SortedMap<String, Phrase> phrases, SortedMap<Category, Integer> categories) {

    private static final Comparator<Category> BY_COLUMN =
            Comparator.comparing(Category::column).thenComparing(Category::value);

    static ListWords of(List<ThemedItem> list) {
        var found = new HashMap<String, Occurrences>();
        var categories = new TreeMap<Category, Integer>(BY_COLUMN);
        for (int i = 0; i < list.size(); i++) {
            int item = i;
            Phrases.each(
                    list.get(i).name(),
                    (key, words, isNoun) -> occurrences(found, key).add(item, words, isNoun));
            Phrases.each(list.get(i).text(), (key, words, isNoun) -> {
                var occurrences = occurrences(found, key);
                occurrences.add(item, words, isNoun);
                occurrences.noteCapitals(words);
            });
            new HashSet<>(list.get(i).categories()).forEach(category -> categories.merge(category, 1, Integer::sum));
        }
        int fewest = found.values().stream().anyMatch(it -> it.items > 1) ? 2 : 1;
        var phrases = new TreeMap<String, Phrase>();
        found.forEach((key, occurrences) -> {
            if (occurrences.items >= fewest) {
                phrases.put(key, occurrences.phrase(key));
            }
        });
        return new ListWords(list.size(), phrases, categories);
    }

    private static Occurrences occurrences(Map<String, Occurrences> found, String key) {
        return found.computeIfAbsent(key, _ -> new Occurrences());
    }

    /// The occurrences of a phrase.
    private static final class Occurrences {

        private int items;
        private int newest = -1;
        private int all;
        private int nouns;
        private int capitalised;
        private int lowerCase;
        private final Map<String, Integer> written = new HashMap<>();
        private final Map<String, List<Word>> words = new HashMap<>();

        void add(int item, List<Word> phrase, boolean isNoun) {
            if (item != newest) {
                newest = item;
                items++;
            }
            all++;
            nouns += isNoun ? 1 : 0;
            var text = Phrase.text(phrase);
            written.merge(text, 1, Integer::sum);
            words.putIfAbsent(text, List.copyOf(phrase));
        }

        /// Records whether the phrase is capitalised here. In the names of items nearly all words are.
        void noteCapitals(List<Word> phrase) {
            capitalised += phrase.stream().allMatch(word -> word.isCapitalised() || StopWords.isSmall(word)) ? 1 : 0;
            lowerCase += phrase.stream().anyMatch(word -> word.isLowerCase() && !StopWords.isSmall(word)) ? 1 : 0;
        }

        Phrase phrase(String key) {
            boolean isName = capitalised > lowerCase;
            var mostOften = Comparator.comparing((Map.Entry<String, Integer> it) -> it.getValue())
                    .thenComparing(Map.Entry.comparingByKey());
            var chosen = written.entrySet().stream()
                    .filter(it -> isName || Phrase.isPlural(words.getOrDefault(it.getKey(), List.of())))
                    .max(mostOften)
                    .or(() -> written.entrySet().stream().max(mostOften))
                    .map(it -> words.getOrDefault(it.getKey(), List.of()))
                    .orElse(List.of());
            return new Phrase(key, items, chosen, isName, 2 * nouns >= all);
        }
    }
}
