package dev.kindred.benchmarks;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.theme.CatalogWords;
import dev.kindred.engine.theme.ThemeFinder;
import dev.kindred.engine.theme.ThemedItem;
import dev.kindred.engine.theme.ThemedItem.Category;
import dev.kindred.server.text.SentenceModel;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How often does the theme of a list of films of one genre name that genre, and how well does it separate the
/// genre's other films from the rest? A list has 25 films, drawn at random from a genre with at least 50. Themes
/// are generated with and without the column of genres; the rival is the word with the largest TF-IDF.
///
/// Separation is the area under the ROC curve of the cosine of title and film, over all films but the list's,
/// with the genre as the class: .5 is chance.
///
/// Arguments: a folder with `movies.csv` and `links.csv` of MovieLens (ml-latest-small), and `overviews.csv`
/// with columns `id` (of TMDB) and `overview`; the lists of each genre (20).
public final class ThemeQuality {

    private static final int LIST = 25;
    private static final int FEWEST = 50;
    private static final int THREADS = 2;

    /// A film format, and the absence of a genre.
    private static final List<String> NO_GENRES = List.of("IMAX", "(no genres listed)");

    /// Forms of a genre's name in titles.
    private static final Map<String, String> FORMS = Map.of(
            "Children", "child|kid",
            "Comedy", "comed",
            "Romance", "romance|romantic",
            "Sci-Fi", "sci-fi|science fiction",
            "Film-Noir", "noir",
            "Mystery", "myster",
            "Adventure", "adventur",
            "Animation", "animat");

    private final List<ThemedItem> films;
    private final float[][] vectors;
    private final SentenceModel model;
    private final TreeMap<String, List<Integer>> genres = new TreeMap<>();

    private record Sum(double named, double separation, int lists) {
        Sum and(boolean isNamed, double separated) {
            return new Sum(named + (isNamed ? 1 : 0), separation + separated, lists + 1);
        }
    }

    @FunctionalInterface
    private interface Titles {
        String of(List<Integer> list);
    }

    private ThemeQuality(List<ThemedItem> films, SentenceModel model) {
        this.films = films;
        this.model = model;
        this.vectors = new float[films.size()][];
        for (int film = 0; film < films.size(); film++) {
            int index = film;
            films.get(film)
                    .categories()
                    .forEach(genre -> genres.computeIfAbsent(genre.value(), _ -> new ArrayList<>())
                            .add(index));
        }
        NO_GENRES.forEach(genres::remove);
        genres.values().removeIf(ofGenre -> ofGenre.size() < FEWEST);
    }

    public static void main(String[] arguments) throws SQLException {
        var measured = new ThemeQuality(read(Path.of(arguments[0])), new SentenceModel());
        measured.encode();
        measured.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20);
    }

    private static List<ThemedItem> read(Path folder) throws SQLException {
        var query = """
                SELECT regexp_replace(m.title, ' \\(\\d{4}\\)\\s*$', ''), genres, overview
                FROM read_csv('%1$s/movies.csv', all_varchar = true) m
                JOIN read_csv('%1$s/links.csv', all_varchar = true) USING (movieId)
                JOIN read_csv('%1$s/overviews.csv', all_varchar = true) o ON o.id = tmdbId
                WHERE overview IS NOT NULL ORDER BY movieId::INT""".formatted(folder);
        var films = new ArrayList<ThemedItem>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                var genres = Arrays.stream(rows.getString(2).split("\\|"))
                        .map(genre -> new Category("GENRE", genre))
                        .toList();
                films.add(new ThemedItem(rows.getString(1), rows.getString(3), genres));
            }
        }
        return films;
    }

    private void encode() {
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            new Workers(pool, THREADS).forRanges(vectors.length, 1, (from, to) -> {
                for (int film = from; film < to; film++) {
                    vectors[film] = model.encode(
                            films.get(film).name() + ". " + films.get(film).text());
                }
            });
        }
    }

    private void run(int listsOfAGenre) {
        var lists = new TreeMap<String, List<List<Integer>>>();
        var random = new Random(1);
        genres.forEach((genre, ofGenre) -> {
            var drawn = new ArrayList<List<Integer>>();
            for (int i = 0; i < listsOfAGenre; i++) {
                var shuffled = new ArrayList<>(ofGenre);
                Collections.shuffle(shuffled, random);
                drawn.add(List.copyOf(shuffled.subList(0, LIST)));
            }
            lists.put(genre, drawn);
        });
        System.out.printf("%,d films, %d genres, %d lists of each%n", films.size(), genres.size(), listsOfAGenre);
        report("word of most TF-IDF", lists, tfIdf());
        report("theme, without the genres", lists, themes(lists, false));
        report("theme, with the genres", lists, themes(lists, true));
        genres.forEach((genre, ofGenre) ->
                System.out.printf("  the word %-12s separates %.3f%n", genre, separation(genre, ofGenre, List.of())));
    }

    private void report(String name, Map<String, List<List<Integer>>> lists, Titles titles) {
        var all = new Sum(0, 0, 0);
        System.out.println(name);
        long began = System.nanoTime();
        for (var genre : lists.entrySet()) {
            var sum = new Sum(0, 0, 0);
            @Nullable String first = null;
            for (var list : genre.getValue()) {
                var title = titles.of(list);
                first = first == null ? title : first;
                boolean isNamed = names(title, genre.getKey());
                double separated = separation(title, genres.getOrDefault(genre.getKey(), List.of()), list);
                sum = sum.and(isNamed, separated);
                all = all.and(isNamed, separated);
            }
            System.out.printf(
                    "  %-12s named %.2f  separates %.3f  %s%n",
                    genre.getKey(), sum.named() / sum.lists(), sum.separation() / sum.lists(), first);
        }
        System.out.printf(
                "  all          named %.3f  separates %.3f  (%.0f s)%n",
                all.named() / all.lists(), all.separation() / all.lists(), (System.nanoTime() - began) / 1e9);
    }

    private static boolean names(String title, String genre) {
        return Pattern.compile(FORMS.getOrDefault(genre, Pattern.quote(genre.toLowerCase(Locale.ROOT))))
                .matcher(title.toLowerCase(Locale.ROOT))
                .find();
    }

    private Titles themes(Map<String, List<List<Integer>>> lists, boolean withGenres) {
        var items = films.stream()
                .map(film -> withGenres ? film : new ThemedItem(film.name(), film.text(), List.of()))
                .toList();
        var words = lists.values().stream()
                .flatMap(List::stream)
                .map(list -> list.stream().map(items::get).toList())
                .toList();
        var all = IntStream.range(0, films.size()).boxed().toList();
        var finder = new ThemeFinder(model, CatalogWords.of(words, items), mean(all));
        return list ->
                finder.find(list.stream().map(items::get).toList(), mean(list)).orElse("");
    }

    private float[] mean(List<Integer> ofFilms) {
        var mean = new float[model.dimension()];
        for (int film : ofFilms) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vectors[film][i] / ofFilms.size();
            }
        }
        return mean;
    }

    /// The rival: the word of a list's names and texts with the largest TF-IDF, with films as documents.
    private Titles tfIdf() {
        var words = new ArrayList<Set<String>>();
        var filmsWith = new HashMap<String, Integer>();
        for (var film : films) {
            var text = (film.name() + " " + film.text()).toLowerCase(Locale.ROOT);
            words.add(new HashSet<>(Arrays.asList(text.split("[^\\p{L}]+"))));
            words.getLast().forEach(word -> filmsWith.merge(word, 1, Integer::sum));
        }
        return list -> {
            var weights = new HashMap<String, Double>();
            for (int film : list) {
                words.get(film)
                        .forEach(word -> weights.merge(
                                word, Math.log((double) films.size() / filmsWith.getOrDefault(word, 1)), Double::sum));
            }
            return weights.entrySet().stream()
                    .max(Map.Entry.<String, Double>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow()
                    .getKey();
        };
    }

    private double separation(String title, List<Integer> ofGenre, List<Integer> list) {
        var direction = model.encode(title.isEmpty() ? "none" : title);
        var inGenre = new HashSet<>(ofGenre);
        var without = new HashSet<>(list);
        var order = IntStream.range(0, films.size())
                .filter(film -> !without.contains(film))
                .boxed()
                .sorted(Comparator.comparingDouble(film -> dot(direction, vectors[film])))
                .toList();
        double ranks = 0;
        long positives = 0;
        for (int i = 0; i < order.size(); i++) {
            if (inGenre.contains(order.get(i))) {
                ranks += i + 1;
                positives++;
            }
        }
        return (ranks - positives * (positives + 1) / 2.0) / (positives * (double) (order.size() - positives));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
