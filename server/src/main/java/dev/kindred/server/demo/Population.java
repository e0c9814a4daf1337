package dev.kindred.server.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Generates the films and viewers of the demo.
final class Population {

    private static final long DAY = 86_400;
    private static final List<Genre> GENRES = List.of(Genre.values());

    private static final List<String> ADJECTIVES = List.of(
            "Amber",
            "Ancient",
            "Bitter",
            "Blue",
            "Borrowed",
            "Broken",
            "Burning",
            "Crooked",
            "Distant",
            "Electric",
            "Empty",
            "Endless",
            "Fallen",
            "Final",
            "Forgotten",
            "Frozen",
            "Gentle",
            "Golden",
            "Hidden",
            "Hollow",
            "Humble",
            "Invisible",
            "Last",
            "Little",
            "Lonely",
            "Lost",
            "Midnight",
            "Northern",
            "Paper",
            "Quiet",
            "Reckless",
            "Restless",
            "Scarlet",
            "Second",
            "Secret",
            "Seventh",
            "Silent",
            "Sleeping",
            "Velvet",
            "Wild");
    private static final List<String> NOUNS = List.of(
            "Archive",
            "Bridge",
            "Canyon",
            "Captain",
            "Carnival",
            "Castle",
            "Clockmaker",
            "Comet",
            "Corner",
            "Dancer",
            "Detective",
            "Empire",
            "Engine",
            "Fortune",
            "Garden",
            "Ghost",
            "Harbor",
            "Heart",
            "Horizon",
            "Hotel",
            "Inheritance",
            "Island",
            "Journey",
            "Kingdom",
            "Lantern",
            "Letter",
            "Lighthouse",
            "Machine",
            "Mirror",
            "Mountain",
            "Neighbor",
            "Ocean",
            "Orchard",
            "Orchestra",
            "Passenger",
            "Pilot",
            "Promise",
            "Rival",
            "River",
            "Robot",
            "Season",
            "Shadow",
            "Signal",
            "Stranger",
            "Summer",
            "Tower",
            "Train",
            "Voyage",
            "Winter",
            "Witness");

    private final Random random;
    private final long begin;
    private final long end;

    /// @param begin the time of the first interactions, in seconds since 1970
    /// @param end the time of the last interactions, in seconds since 1970
    Population(Random random, long begin, long end) {
        this.random = random;
        this.begin = begin;
        this.end = end;
    }

    /// Generates films in an order that is independent of their properties.
    List<Film> films(int count) {
        var genres = new WeightedSampler<>(GENRES, Genre::share);
        var titles = shuffled(ADJECTIVES.size() * NOUNS.size());
        var ranks = shuffled(count);
        var films = new ArrayList<Film>(count);
        for (int i = 0; i < count; i++) {
            films.add(new Film(
                    "film-" + (i + 1),
                    title(titles.get(i % titles.size()), i / titles.size()),
                    genres(genres),
                    random.nextInt(Viewer.MOODS),
                    199 + 100 * random.nextInt(13),
                    released(),
                    fame(ranks.get(i) + 1)));
        }
        return films;
    }

    private List<Integer> shuffled(int count) {
        var numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(numbers, random);
        return numbers;
    }

    private static String title(int number, int part) {
        var title = "The " + ADJECTIVES.get(number % ADJECTIVES.size()) + " " + NOUNS.get(number / ADJECTIVES.size());
        return part == 0 ? title : title + " " + (part + 1);
    }

    private List<Genre> genres(WeightedSampler<Genre> lottery) {
        var main = lottery.draw(random);
        var others = EnumSet.noneOf(Genre.class);
        for (int more = random.nextInt(3); more > 0; more--) {
            others.add(lottery.draw(random));
        }
        others.remove(main);
        var genres = new ArrayList<Genre>(List.of(main));
        genres.addAll(others);
        return genres;
    }

    /// Returns a release date: three films in five precede the interactions, the others appear during them.
    private long released() {
        return random.nextInt(5) < 3
                ? begin - (long) (random.nextDouble() * 1_000 * DAY)
                : begin + (long) (random.nextDouble() * (end - begin));
    }

    /// Zipf's law (1949) with a flattened head (Mandelbrot, 1953). The parameters are taste.
    private static double fame(int rank) {
        return 1 / StrictMath.pow(rank + 3, 0.9);
    }

    List<Viewer> viewers(int count) {
        var viewers = new ArrayList<Viewer>(count);
        for (int i = 0; i < count; i++) {
            int age = 16 + (int) (StrictMath.pow(random.nextDouble(), 1.5) * 60);
            boolean premium = random.nextInt(10) < 3;
            // The number of evenings is log-normal with median 9, so most viewers have few. Taste.
            int sessions = 1 + (int) StrictMath.exp(2.1 + 0.8 * random.nextGaussian());
            viewers.add(new Viewer(
                    "user-" + (i + 1),
                    age,
                    premium,
                    taste(age),
                    random.nextInt(Viewer.MOODS),
                    Math.min(sessions, 150),
                    begin + (long) (StrictMath.pow(random.nextDouble(), 2) * (end - begin) * 0.9)));
        }
        return viewers;
    }

    /// Returns a distribution over genres. Up to three favourites have nine tenths of the weight, each less than
    /// the one before. People of similar age tend to have the same favourites. All genres share the rest.
    private WeightedSampler<Genre> taste(int age) {
        var favourites =
                new WeightedSampler<>(GENRES, genre -> genre.share() * (0.2 + closeness(age, genre.typicalAge())));
        var taste = new EnumMap<Genre, Double>(Genre.class);
        double shares = GENRES.stream().mapToInt(Genre::share).sum();
        GENRES.forEach(genre -> taste.put(genre, 0.1 * genre.share() / shares));
        double left = 0.9;
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            double part = count == 1 ? left : left * 0.6;
            taste.merge(favourites.draw(random), part, Double::sum);
            left -= part;
        }
        return new WeightedSampler<>(GENRES, taste::get);
    }

    /// Returns the similarity of two ages, from 1 for equal ones down to 0: a Gaussian with a standard deviation
    /// of 15 years.
    private static double closeness(int age, int other) {
        double distance = (age - other) / 15.0;
        return StrictMath.exp(-distance * distance / 2);
    }
}
