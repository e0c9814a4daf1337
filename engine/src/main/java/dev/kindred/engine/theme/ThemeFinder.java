package dev.kindred.engine.theme;

import dev.kindred.engine.text.TextEncoder;
import dev.kindred.engine.theme.ThemedItem.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Generates titles for lists of items: short phrases that distinguish a list from the catalog.
///
/// 1. Class-based TF-IDF, with the list and the catalog as classes, weights the phrases that items of the list
///    share: `share in list · ln(1 + 1 / share in catalog)`. The 40 phrases of highest weight are candidates.
/// 2. A category that most of the list's items have, and far fewer of the catalog's, is the title's noun, which
///    the candidates qualify. If there is none, pairs of the best candidates are candidates as well.
/// 3. A sentence model ranks the titles by their cosine with the difference between the mean vectors of the list
///    and of the catalog. A tenth of the relative weight is added: it decides between titles of about the same
///    cosine.
///
/// The method is that of BERTopic's topic representations (Grootendorst, 2022) with the ranking of its
/// `KeyBERTInspired`. Departures: shares of items instead of counts of words, so that a long text counts no more
/// than a short one, and the list no less than the catalog; the catalog's mean vector is subtracted; phrases
/// that are not nouns by the surrounding words are left out.
///
/// It is deterministic for a list, catalog and vectors, and thread-safe.
///
/// @see <a href="https://arxiv.org/abs/2203.05794">BERTopic: Neural topic modeling with a class-based TF-IDF
/// procedure</a>
public final class ThemeFinder {

    /// Measured, as are the next three, with `ThemeQuality` in `benchmarks`: larger values distinguish the list
    /// less well from the catalog.
    private static final double WEIGHT = 0.1;

    /// Number of candidates that are combined in pairs.
    private static final int PAIRED = 8;

    /// Minimum gain in cosine of a second candidate, or of a candidate next to a category.
    private static final double GAIN = 0.06;

    /// Minimum share of a list's items that have a candidate; at least two items.
    private static final double FEWEST_ITEMS = 0.08;

    /// The same for names: two of 25 texts share a common first name by chance.
    private static final double FEWEST_ITEMS_OF_NAME = 0.3;

    /// Number of phrases that are compared by meaning. Taste.
    private static final int CANDIDATES = 40;

    /// Minimum ratio of a candidate's share in the list to that in the catalog. Taste, as are those below.
    private static final double LEAST_LIFT = 1.5;

    /// A phrase is dropped in favour of a longer one that this share of its items have.
    private static final double SAME = 0.75;

    /// A category is a theme if most of the list has it, and more often than the catalog. Taste.
    private static final double LEAST_SHARE_OF_CATEGORY = 0.6;
    private static final double LEAST_LIFT_OF_CATEGORY = 1.2;

    /// Minimum number of standard deviations by which the list has more of a category than random items.
    private static final double LEAST_DEVIATION_OF_CATEGORY = 1.5;

    /// Categories of a column whose shares differ by less count as equally frequent.
    private static final double SAME_SHARE_OF_CATEGORY = 0.1;

    private final TextEncoder encoder;
    private final CatalogWords catalog;
    private final float[] background;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

    private record Candidate(Phrase phrase, double weight) {}

    private record Noun(String title, double weight) {}

    private record Scored(String title, double score) {}

    /// @param background the mean vector of the catalog's texts, or of an even sample of them
    public ThemeFinder(TextEncoder encoder, CatalogWords catalog, float[] background) {
        this.encoder = encoder;
        this.catalog = catalog;
        this.background = background;
    }

    /// Returns the title of a list, or empty if its items have no suitable words.
    ///
    /// @param centroid the mean vector of the items' texts
    public Optional<String> find(List<ThemedItem> items, float[] centroid) {
        return new Search(ListWords.of(items), direction(centroid)).best();
    }

    /// Returns the vector of a title.
    public float[] encoded(String title) {
        return vectors.computeIfAbsent(title, encoder::encode);
    }

    /// Returns the direction from the catalog to a list as a vector of length 1, or of length 0 if both are the
    /// same.
    private float[] direction(float[] centroid) {
        var direction = new float[centroid.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = centroid[i] - background[i];
        }
        float length = (float) Math.sqrt(dot(direction, direction));
        for (int i = 0; i < direction.length && length > 0; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// The search for one list's title.
    private final class Search {

        private final ListWords words;
        private final float[] direction;
        private final List<Scored> titles = new ArrayList<>();

        Search(ListWords words, float[] direction) {
            this.words = words;
            this.direction = direction;
        }

        Optional<String> best() {
            var candidates = candidates();
            double most =
                    candidates.stream().mapToDouble(Candidate::weight).max().orElse(1);
            noun().ifPresentOrElse(noun -> addQualified(noun, candidates, most), () -> addPairs(candidates, most));
            return titles.stream()
                    .filter(it -> it.title().length() <= TitleWording.LONGEST)
                    .max(Comparator.comparingDouble(Scored::score)
                            .thenComparing(Scored::title, Comparator.reverseOrder()))
                    .map(Scored::title);
        }

        private void addQualified(String noun, List<Candidate> candidates, double most) {
            add(noun, 1, 0);
            for (var candidate : candidates) {
                add(TitleWording.of(candidate.phrase(), noun), candidate.weight() / most, GAIN);
            }
        }

        private void addPairs(List<Candidate> candidates, double most) {
            var scores = candidates.stream()
                    .collect(
                            Collectors.toMap(it -> it, it -> add(TitleWording.of(it.phrase()), it.weight() / most, 0)));
            var best = candidates.stream()
                    .sorted(Comparator.comparing(scores::get, Comparator.reverseOrder()))
                    .limit(PAIRED)
                    .sorted(Comparator.comparingInt(candidates::indexOf))
                    .toList();
            for (int i = 0; i < best.size(); i++) {
                for (int j = i + 1; j < best.size(); j++) {
                    addPair(best.get(i), best.get(j), most);
                }
            }
        }

        private void addPair(Candidate first, Candidate second, double most) {
            if (!first.phrase().sharesAWordWith(second.phrase())) {
                double weight = (first.weight() + second.weight()) / 2;
                add(TitleWording.of(first.phrase(), second.phrase()), weight / most, GAIN);
            }
        }

        private double add(String title, double weight, double handicap) {
            double score = score(title, weight) - handicap;
            titles.add(new Scored(title, score));
            return score;
        }

        private double score(String title, double weight) {
            return dot(encoded(title), direction) + WEIGHT * weight;
        }

        /// Returns the candidates by falling weight: good ones, or all if there are none.
        private List<Candidate> candidates() {
            Predicate<Phrase> isGood = phrase -> isCommon(phrase) && isDistinctive(phrase) && phrase.isNoun();
            return Stream.of(isGood, Phrase::isNoun, (Predicate<Phrase>) _ -> true)
                    .map(this::candidates)
                    .filter(candidates -> !candidates.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        private List<Candidate> candidates(Predicate<Phrase> filter) {
            var all = words.phrases().values().stream()
                    .filter(filter)
                    .map(it -> new Candidate(it, weight(it.items(), catalog.shareOfPhrase(it.key()))))
                    .sorted(Comparator.comparingDouble(Candidate::weight)
                            .reversed()
                            .thenComparing(it -> it.phrase().key()))
                    .toList();
            return all.stream()
                    .filter(one -> all.stream().noneMatch(other -> saysMore(other.phrase(), one.phrase())))
                    .limit(CANDIDATES)
                    .toList();
        }

        private static boolean saysMore(Phrase longer, Phrase shorter) {
            return !longer.equals(shorter) && longer.items() >= SAME * shorter.items() && longer.contains(shorter);
        }

        private boolean isCommon(Phrase phrase) {
            double share = phrase.isName() ? FEWEST_ITEMS_OF_NAME : FEWEST_ITEMS;
            return phrase.items() >= Math.max(2, share * words.items());
        }

        private boolean isDistinctive(Phrase phrase) {
            return phrase.items() >= LEAST_LIFT * words.items() * catalog.shareOfPhrase(phrase.key());
        }

        private double weight(int items, double shareInCatalog) {
            return items * Math.log(1 + 1 / shareInCatalog) / words.items();
        }

        /// Returns the category for the title, if there is one: the most frequent of each column, or the best of
        /// several that are about as frequent; of these the best.
        private Optional<String> noun() {
            var prevailing = words.categories().entrySet().stream()
                    .filter(it -> prevails(it.getValue(), catalog.shareOfCategory(it.getKey())))
                    .collect(Collectors.groupingBy(it -> it.getKey().column()));
            var nouns = prevailing.values().stream()
                    .flatMap(this::mostFrequent)
                    .flatMap(it -> noun(it).stream())
                    .toList();
            double most = nouns.stream().mapToDouble(Noun::weight).max().orElse(1);
            return nouns.stream()
                    .max(Comparator.comparingDouble((Noun it) -> score(it.title(), it.weight() / most))
                            .thenComparing(Noun::title, Comparator.reverseOrder()))
                    .map(Noun::title);
        }

        private Optional<Noun> noun(Map.Entry<Category, Integer> category) {
            double weight = weight(category.getValue(), catalog.shareOfCategory(category.getKey()));
            return TitleWording.ofCategory(category.getKey().value()).map(title -> new Noun(title, weight));
        }

        private Stream<Map.Entry<Category, Integer>> mostFrequent(List<Map.Entry<Category, Integer>> ofColumn) {
            int most = ofColumn.stream().mapToInt(Map.Entry::getValue).max().orElse(0);
            return ofColumn.stream().filter(it -> it.getValue() > most - SAME_SHARE_OF_CATEGORY * words.items());
        }

        private boolean prevails(int count, double shareInCatalog) {
            double share = (double) count / words.items();
            double deviation = Math.sqrt(shareInCatalog * (1 - shareInCatalog) / words.items());
            return share >= LEAST_SHARE_OF_CATEGORY
                    && share >= LEAST_LIFT_OF_CATEGORY * shareInCatalog
                    && share - shareInCatalog >= LEAST_DEVIATION_OF_CATEGORY * deviation;
        }
    }
}
