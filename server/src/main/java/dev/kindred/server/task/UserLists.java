package dev.kindred.server.task;

import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.GzipInput;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.IngestProgress;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.literal.Message;
import dev.kindred.server.literal.Printable;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Reader of files that list users: CSV with the single column `USER_ID`, plain or compressed with gzip. The
/// location is one file, or a folder that is read recursively.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/delete-records.html">Deleting users</a>
public final class UserLists {

    private static final AvroSchema SCHEMA =
            new AvroSchema("Users", List.of(Column.required("USER_ID", ColumnType.STRING)));

    /// AWS's maximum size of the files of user ids.
    private static final long MOST_BYTES = 100 << 20;
    private static final int LONGEST_HEADER = 1_000;
    private static final int LONGEST_SHOWN = 40;

    private final ObjectStore objects;
    private final CsvImport csv;

    public UserLists(ObjectStore objects, CsvImport csv) {
        this.objects = objects;
        this.csv = csv;
    }

    /// Writes a dataset file with the ids that a job's files list.
    ///
    /// @throws JobFailure if a file is not a list of users
    ReadingReport write(DataDeletionJob job, DatasetFileStore.Draft draft, Job progress)
            throws JobFailure, IOException, InterruptedException {
        var own = objects.of(job.arn().account());
        var input = find(own, job);
        for (var file : input.files()) {
            requireHeader(own, file);
        }
        var sources = input.files().stream().map(file -> file.source(own)).toList();
        try (var out = draft.open()) {
            return switch (csv.run(SCHEMA, sources, out, IngestProgress.UNWATCHED, progress.stopping())) {
                case ImportResult.Imported imported ->
                    new ReadingReport(
                            sources.size(),
                            imported.rows(),
                            imported.warning(input.warnings()).warnings());
                case ImportResult.Refused refused ->
                    throw new JobFailure(
                            new Message(refused.report().summary("no user was deleted"), "its failureReason says why"),
                            null);
                case ImportResult.Stopped _ -> throw new InterruptedException();
            };
        }
    }

    private static InputFiles find(ObjectStore own, DataDeletionJob job) throws JobFailure {
        var location = job.dataSource().dataLocation();
        var input = InputFiles.find(
                own, location == null ? "" : location, InputFiles.Depth.WHATEVER_DEPTH, UserLists::isList);
        if (input.files().isEmpty()) {
            throw new JobFailure(input.emptiness("file whose name ends in .csv or .csv.gz"));
        }
        if (input.bytes() > MOST_BYTES) {
            throw new JobFailure(
                    "The files have %,d bytes together. A job takes up to %,d: spread them over several jobs."
                            .formatted(input.bytes(), MOST_BYTES));
        }
        return input;
    }

    private static boolean isList(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".csv") || lower.endsWith(".csv.gz");
    }

    private static void requireHeader(ObjectStore own, InputFiles.InputFile file) throws JobFailure, IOException {
        try (var lines = new BoundedLines(file.source(own).text(), LONGEST_HEADER)) {
            var header = lines.next().orElse("").replace("\"", "").strip();
            if (!header.toUpperCase(Locale.ROOT).equals("USER_ID")) {
                var problem = "The first line of %s is not USER_ID. It must name that one column, and no other."
                        .formatted(file.place());
                throw new JobFailure(new Message("%s It reads: %s".formatted(problem, shown(header)), problem), null);
            }
        } catch (GzipInput.DamagedException e) {
            throw new JobFailure("%s: %s".formatted(file.place(), e.getMessage()));
        }
    }

    private static String shown(String header) {
        return header.isEmpty() ? "nothing." : "\"%s\".".formatted(Printable.of(header, LONGEST_SHOWN));
    }
}
