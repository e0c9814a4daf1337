package dev.kindred.server.demo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Simulates the viewing of films: from tastes to interactions.
///
/// A viewer has sessions on some evenings, more often at the weekend. Each evening has a preferred genre. The
/// viewer draws films of the genre by their fame and accepts a film with a probability that is higher for a new
/// film, the preferred mood, a low price and a film not seen before. An accepted film is clicked. The mood also
/// determines whether and how far it is watched. All probabilities are taste.
final class ViewingSimulation {

    private static final long DAY = 86_400;

    /// The films that a simulated user considers before an evening ends without one. Taste.
    private static final int GLANCES = 60;

    /// The share of choices within the genre of the evening. Taste.
    private static final double FOCUS = 0.75;

    private final Random random;
    private final long end;
    private final Map<Genre, WeightedSampler<Film>> shelves = new EnumMap<>(Genre.class);

    ViewingSimulation(Random random, List<Film> films, long end) {
        this.random = random;
        this.end = end;
        for (var genre : Genre.values()) {
            var shelf =
                    films.stream().filter(film -> film.genres().contains(genre)).toList();
            // a very small data set can lack a genre
            shelves.put(genre, new WeightedSampler<>(shelf.isEmpty() ? films : shelf, Film::fame));
        }
    }

    /// Adds all events of a viewer to the log.
    void spend(Viewer viewer, List<Interaction> log) {
        var starts = new long[viewer.sessions()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = start(viewer);
        }
        Arrays.sort(starts);
        var seen = new HashSet<Film>();
        for (long start : starts) {
            spendOne(viewer, start, seen, log);
        }
    }

    private long start(Viewer viewer) {
        long day = (viewer.joined() + (long) (random.nextDouble() * (end - viewer.joined()))) / DAY;
        boolean weekend = day % 7 == 2 || day % 7 == 3; // day 0 was a Thursday
        if (!weekend && random.nextInt(4) == 0) {
            day += (9 - day % 7) % 7; // moved to Saturday
        }
        long second = Math.floorMod((long) ((20 + 2.5 * random.nextGaussian()) * 3_600), DAY);
        return Math.clamp(day * DAY + second, viewer.joined(), end - DAY / 4);
    }

    private void spendOne(Viewer viewer, long start, Set<Film> seen, List<Interaction> log) {
        long time = start;
        var focus = viewer.taste().draw(random);
        do {
            var wish = random.nextDouble() < FOCUS ? focus : viewer.taste().draw(random);
            var film = choose(viewer, Objects.requireNonNull(shelves.get(wish)), time, seen);
            if (film != null) {
                time = enjoy(viewer, film, time, log);
                seen.add(film);
            }
            time += 20 + random.nextInt(300);
        } while (random.nextInt(4) > 0 && time < start + DAY / 4);
    }

    /// Returns the film that a viewer accepts from a shelf, or null if the viewer accepts none.
    private @Nullable Film choose(Viewer viewer, WeightedSampler<Film> shelf, long time, Set<Film> seen) {
        for (int glance = 0; glance < GLANCES; glance++) {
            var film = shelf.draw(random);
            if (random.nextDouble() < appeal(viewer, film, time, seen)) {
                return film;
            }
        }
        return null;
    }

    /// Returns the probability that a viewer accepts a film.
    private static double appeal(Viewer viewer, Film film, long time, Set<Film> seen) {
        long age = time - film.released();
        if (age < 0) {
            return 0;
        }
        double novelty = 0.3 + 0.7 * StrictMath.exp(-age / (45.0 * DAY));
        double mood = film.mood() == viewer.mood() ? 1 : 0.2;
        double price = viewer.premium() ? 1 : StrictMath.exp(-film.cents() / 1_000.0);
        double memory = seen.contains(film) ? 0.05 : 1;
        return novelty * mood * price * memory;
    }

    /// Adds the events of an accepted film and returns their end time.
    private long enjoy(Viewer viewer, Film film, long time, List<Interaction> log) {
        boolean fits = film.mood() == viewer.mood();
        log.add(new Interaction(viewer.id(), film.id(), "click", -1, time));
        if (random.nextDouble() >= (fits ? 0.75 : 0.4)) {
            return time;
        }
        int percent = (int) Math.clamp((fits ? 90 : 55) + 20 * random.nextGaussian(), 5, 100);
        long begun = time + 5 + random.nextInt(60);
        log.add(new Interaction(viewer.id(), film.id(), "watch", percent, begun));
        return begun + percent * 60L; // a film lasts a hundred minutes
    }
}
