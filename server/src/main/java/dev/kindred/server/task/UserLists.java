package dev.kindred.server.task;

import dev.kindred.server.catalog.DataDeletionJob;
import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.Progress;
import dev.kindred.server.job.Job;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.SegmentStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Reads the files that name users: CSV with the one column `USER_ID`, one file or all of a folder at whatever
/// depth.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/delete-records.html">Deleting users</a>
public final class UserLists {

    private static final AvroSchema SCHEMA =
            new AvroSchema("Users", List.of(Column.required("USER_ID", ColumnType.STRING)));
    private static final String ENDING = ".csv";
    private static final long MOST_BYTES = 100 << 20;
    private static final int LONGEST_HEADER = 1_000;

    private final ObjectStore objects;
    private final CsvImport csv;

    public UserLists(ObjectStore objects, CsvImport csv) {
        this.objects = objects;
        this.csv = csv;
    }

    /// Writes a segment with the ids that a job names.
    ///
    /// @throws Steps.Refusal if a file is no list of users
    void write(DataDeletionJob job, SegmentStore.Draft draft, Job progress)
            throws Steps.Refusal, IOException, InterruptedException {
        var location = job.dataSource().dataLocation();
        var place = S3Location.parse(location == null ? "" : location);
        var files = find(place);
        for (var file : files) {
            requireHeader(new S3Location(place.bucket(), file.key()));
        }
        var sources = files.stream()
                .map(file -> CsvSource.named(
                        file.key().substring(file.key().lastIndexOf('/') + 1),
                        file.size(),
                        () -> objects.open(new S3Location(place.bucket(), file.key()), 0)))
                .toList();
        try (var out = draft.open()) {
            switch (csv.run(SCHEMA, sources, out, Progress.UNWATCHED, progress.stopping())) {
                case ImportResult.Imported _ -> {}
                case ImportResult.Refused refused ->
                    throw new Steps.Refusal(refused.report().summary("nobody was deleted"));
                case ImportResult.Stopped _ -> throw new InterruptedException();
            }
        }
    }

    private List<ObjectSummary> find(S3Location place) throws Steps.Refusal {
        var files = place.isFolder()
                ? objects.listBelow(place).stream()
                        .filter(file -> file.key().toLowerCase(Locale.ROOT).endsWith(ENDING))
                        .toList()
                : List.of(objects.requireObject(place));
        if (files.isEmpty()) {
            throw new Steps.Refusal("The folder %s holds no file whose name ends in .csv.".formatted(place));
        }
        long bytes = files.stream().mapToLong(ObjectSummary::size).sum();
        if (bytes > MOST_BYTES) {
            throw new Steps.Refusal(
                    "The files have %,d bytes together. A job takes up to %,d: spread them over several jobs."
                            .formatted(bytes, MOST_BYTES));
        }
        return files;
    }

    private void requireHeader(S3Location file) throws Steps.Refusal, IOException {
        try (var lines = new BoundedLines(objects.open(file, 0), LONGEST_HEADER)) {
            var header = lines.next().orElse("").replace("\"", "").strip();
            if (!header.toUpperCase(Locale.ROOT).equals("USER_ID")) {
                throw new Steps.Refusal(
                        "The first line of %s is not USER_ID. It must name that one column, and no other."
                                .formatted(file));
            }
        }
    }
}
