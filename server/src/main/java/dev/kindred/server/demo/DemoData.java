package dev.kindred.server.demo;

import static dev.kindred.server.schema.ColumnType.FLOAT;
import static dev.kindred.server.schema.ColumnType.INT;
import static dev.kindred.server.schema.ColumnType.LONG;
import static dev.kindred.server.schema.ColumnType.STRING;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A synthetic film service: a year of clicks and views.
///
/// - **Tastes.** A viewer has up to three favourite genres, which depend slightly on age, and likes one of four
///   moods. Genres are a column of the items. Moods are in no column, so behaviour contains information that the
///   metadata lack. See [Population] and [ViewingSimulation].
/// - **Popularity** has a long tail: it falls with rank by Zipf's law.
/// - **Time.** Films appear during the year and are most popular when they are new. Viewers come in sessions,
///   mostly in the evening and at the weekend.
/// - **Prices** deter basic members from expensive films, but not premium members.
///
/// The data depend on the seed only: the same seed yields the same bytes on any machine.
public final class DemoData {

    private static final long END = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long BEGIN = END - 365 * 86_400L;

    private final List<Film> films;
    private final List<Viewer> viewers;
    private final List<Interaction> interactions;

    private DemoData(List<Film> films, List<Viewer> viewers, List<Interaction> interactions) {
        this.films = films;
        this.viewers = viewers;
        this.interactions = interactions;
    }

    /// Returns the data that the demo imports.
    public static DemoData standard() {
        return of(20_260_101, 3_000, 2_000);
    }

    static DemoData of(long seed, int viewerCount, int filmCount) {
        var random = new Random(seed); // java.util.Random's algorithm is specified, so it is the same everywhere
        var population = new Population(random, BEGIN, END);
        var films = population.films(filmCount);
        var viewers = population.viewers(viewerCount);
        var evenings = new ViewingSimulation(random, films, END);
        var log = new ArrayList<Interaction>();
        viewers.forEach(viewer -> evenings.spend(viewer, log));
        log.sort(Comparator.comparingLong(Interaction::timestamp)); // stable: keeps the order of a viewer's events
        return new DemoData(films, viewers, List.copyOf(log));
    }

    List<Film> films() {
        return films;
    }

    List<Viewer> viewers() {
        return viewers;
    }

    List<Interaction> interactions() {
        return interactions;
    }

    /// Writes interactions.csv, items.csv and users.csv to a folder.
    public List<DataFile> writeTo(Path folder) throws IOException {
        return List.of(
                write(
                        folder,
                        DatasetType.INTERACTIONS,
                        List.of(
                                Column.required("USER_ID", STRING),
                                Column.required("ITEM_ID", STRING),
                                Column.required("EVENT_TYPE", STRING),
                                Column.optional("EVENT_VALUE", FLOAT),
                                Column.required("TIMESTAMP", LONG)),
                        interactions,
                        event -> String.join(
                                ",",
                                event.userId(),
                                event.itemId(),
                                event.type(),
                                event.valueText(),
                                Long.toString(event.timestamp()))),
                write(
                        folder,
                        DatasetType.ITEMS,
                        List.of(
                                Column.required("ITEM_ID", STRING),
                                new Column("TITLE", STRING, false, false, false, true),
                                categorical("GENRES"),
                                Column.required("PRICE", FLOAT),
                                Column.required("CREATION_TIMESTAMP", LONG)),
                        films,
                        film -> String.join(
                                ",",
                                film.id(),
                                film.title(),
                                film.genres().stream().map(Genre::text).collect(Collectors.joining("|")),
                                film.cents() / 100 + "." + (100 + film.cents() % 100 + "").substring(1),
                                Long.toString(film.released()))),
                write(
                        folder,
                        DatasetType.USERS,
                        List.of(
                                Column.required("USER_ID", STRING),
                                Column.required("AGE", INT),
                                categorical("MEMBERSHIP")),
                        viewers,
                        viewer -> String.join(",", viewer.id(), Integer.toString(viewer.age()), viewer.membership())));
    }

    private static Column categorical(String name) {
        return new Column(name, STRING, false, true, false, false);
    }

    private static <T> DataFile write(
            Path folder, DatasetType type, List<Column> columns, List<T> rows, Function<T, String> line)
            throws IOException {
        var path = folder.resolve(DataFile.nameOf(type));
        try (var out = Files.newBufferedWriter(path)) {
            out.append(columns.stream().map(Column::name).collect(Collectors.joining(",")))
                    .append('\n');
            for (var row : rows) {
                out.append(line.apply(row)).append('\n');
            }
        }
        return new DataFile(path, type, new AvroSchema(type.recordName(), columns), rows.size(), List.of());
    }
}
