package dev.kindred.server.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The statistics of the demo's data. The bounds are wide enough for another seed, and narrow enough to detect a
/// missing preference, tail or rhythm.
class DemoDataTest {

    private static final DemoData DATA = DemoData.standard();
    private static final Map<String, Film> FILMS = DATA.films().stream().collect(toMap(Film::id, film -> film));
    private static final Map<String, Viewer> VIEWERS =
            DATA.viewers().stream().collect(toMap(Viewer::id, viewer -> viewer));

    @TempDir
    Path folder;

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        var first = write(DemoData.of(1, 50, 40), "first");
        var second = write(DemoData.of(1, 50, 40), "second");
        var other = write(DemoData.of(2, 50, 40), "other");

        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).path()).hasSameBinaryContentAs(first.get(i).path());
            assertThat(Files.mismatch(first.get(i).path(), other.get(i).path())).isNotNegative();
        }
    }

    private List<DataFile> write(DemoData data, String name) throws IOException {
        return data.writeTo(Files.createDirectory(folder.resolve(name)));
    }

    @Test
    void thereAreAtLeastAHundredThousandInteractions() {
        assertThat(DATA.interactions()).hasSizeBetween(100_000, 250_000);
    }

    @Test
    void everyInteractionIsOfAViewerAndAFilmThatIsOut() {
        assertThat(DATA.interactions().stream()
                        .filter(event -> event.timestamp()
                                < Math.max(film(event).released(), viewer(event).joined())))
                .isEmpty();
        assertThat(DATA.interactions()).doesNotHaveDuplicates();
    }

    @Test
    void everyFilmHasATitleOfItsOwn() {
        assertThat(DATA.films().stream().map(Film::title)).doesNotHaveDuplicates();
    }

    @Test
    void popularityHasALongTail() {
        var counts = sortedCounts(DATA.interactions(), Interaction::itemId);
        long all = DATA.interactions().size();
        int onePercent = DATA.films().size() / 100;

        assertThat(sum(counts.subList(0, onePercent)) / (double) all).isBetween(0.08, 0.30);
        assertThat(sum(counts.subList(counts.size() / 2, counts.size())) / (double) all)
                .isBetween(0.02, 0.25);
        assertThat(counts.size()).isGreaterThan(DATA.films().size() * 9 / 10);
    }

    @Test
    void aFewViewersAreHereMuchMoreThanTheOthers() {
        var counts = sortedCounts(DATA.interactions(), Interaction::userId);
        long tenth = sum(counts.subList(0, counts.size() / 10));

        assertThat(tenth / (double) DATA.interactions().size()).isBetween(0.2, 0.5);
        assertThat(counts.size()).isGreaterThan(DATA.viewers().size() * 95 / 100);
    }

    @Test
    void aViewerKeepsToFewerGenresThanAllViewersTogether() {
        Function<Interaction, Genre> genre = event -> film(event).genres().getFirst();
        double global = entropy(DATA.interactions().stream()
                .collect(groupingBy(genre, counting()))
                .values());

        double own = DATA.interactions().stream().collect(groupingBy(Interaction::userId)).values().stream()
                .filter(events -> events.size() >= 20)
                .mapToDouble(events -> entropy(
                        events.stream().collect(groupingBy(genre, counting())).values()))
                .average()
                .orElseThrow();

        assertThat(global).isGreaterThan(3);
        assertThat(own).isBetween(0.8, global - 0.8);
    }

    @Test
    void aViewersMoodShowsInWhatTheyWatchAndInNoColumn() throws IOException {
        double fitting = DATA.interactions().stream()
                .mapToInt(event -> film(event).mood() == viewer(event).mood() ? 1 : 0)
                .average()
                .orElseThrow();

        assertThat(fitting).isBetween(0.5, 0.8); // a quarter by chance
        assertThat(write(DATA, "all").stream().flatMap(file -> file.schema().columns().stream()))
                .noneMatch(column -> column.name().contains("MOOD"));
    }

    @Test
    void moreHappensInTheEveningThanInTheMorning() {
        long evening =
                DATA.interactions().stream().filter(event -> hour(event) >= 18).count();
        long morning = DATA.interactions().stream()
                .filter(event -> hour(event) >= 6 && hour(event) < 12)
                .count();

        assertThat(evening).isGreaterThan(5 * morning);
    }

    @Test
    void newFilmsAreWantedMostInTheirFirstMonth() {
        long month = 30 * 86_400L;
        var ages = DATA.interactions().stream()
                .map(event -> (event.timestamp() - film(event).released()) / month)
                .collect(groupingBy(age -> age, counting()));

        assertThat(ages.getOrDefault(0L, 0L)).isGreaterThan(2 * ages.getOrDefault(5L, 0L));
    }

    private static long hour(Interaction event) {
        return event.timestamp() / 3_600 % 24;
    }

    private static Film film(Interaction event) {
        return Objects.requireNonNull(FILMS.get(event.itemId()));
    }

    private static Viewer viewer(Interaction event) {
        return Objects.requireNonNull(VIEWERS.get(event.userId()));
    }

    private static List<Long> sortedCounts(List<Interaction> events, Function<Interaction, String> key) {
        var counts = new ArrayList<>(
                events.stream().collect(groupingBy(key, counting())).values());
        counts.sort(Comparator.reverseOrder());
        return counts;
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /// The Shannon entropy, in bits.
    private static double entropy(Collection<Long> counts) {
        double all = counts.stream().mapToLong(Long::longValue).sum();
        return -counts.stream()
                .mapToDouble(count -> count / all)
                .map(share -> share * Math.log(share) / Math.log(2))
                .sum();
    }
}
