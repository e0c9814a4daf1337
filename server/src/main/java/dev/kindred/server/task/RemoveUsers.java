package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.ingest.RowRemoval;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.DatasetRows;
import dev.kindred.server.stream.StreamedColumns;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Removes users from a dataset group: their metadata and their interactions, imported or streamed so far,
/// including anonymous interactions in their sessions. One commit removes everything. After it, the old files
/// and the data derived from them are deleted.
///
/// Models hold no user ids, so they are kept until the next training.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/delete-records.html">Deleting users</a>
public final class RemoveUsers implements Task {

    private static final System.Logger LOG = System.getLogger(RemoveUsers.class.getName());

    /// Maximum number of attempts, if other commits replace the files concurrently. Taste.
    private static final int ATTEMPTS = 20;

    /// The number of attempts that also remove what is added during the job. Taste.
    private static final int STRICT_ATTEMPTS = 2;

    private final Catalog catalog;
    private final DatasetFileStore datasetFiles;
    private final Streams streams;
    private final Snapshots snapshots;
    private final UserLists lists;
    private final Bounds bounds;
    private final InstantSource clock;
    private final JobLifeCycle<DataDeletionJob> steps;

    /// Limits of DuckDB.
    public record Bounds(long memoryBytes, int threads) {}

    private record Data(Dataset dataset, List<DatasetFile> datasetFiles) {

        DatasetType type() {
            return DatasetType.valueOf(dataset.datasetType());
        }

        boolean isEvents() {
            return type().isEvents();
        }

        List<DatasetFile> streamed() {
            return isEvents()
                    ? datasetFiles.stream()
                            .filter(datasetFile -> datasetFile.origin() == DatasetFile.Origin.PUT)
                            .toList()
                    : List.of();
        }
    }

    private record Rewritten(DatasetFile old, DatasetFileStore.Published file, long rows) {}

    public RemoveUsers(
            Catalog catalog,
            DatasetFileStore datasetFiles,
            Streams streams,
            Snapshots snapshots,
            UserLists lists,
            Bounds bounds,
            InstantSource clock) {
        this.catalog = catalog;
        this.datasetFiles = datasetFiles;
        this.streams = streams;
        this.snapshots = snapshots;
        this.lists = lists;
        this.bounds = bounds;
        this.clock = clock;
        this.steps = new JobLifeCycle<>(catalog, DataDeletionJob.class, clock);
    }

    @Override
    public TaskName name() {
        return TaskName.DELETE_USERS;
    }

    @Override
    public Load load() {
        return Load.TRANSFER;
    }

    @Override
    public void run(Job job) throws Exception {
        steps.run(job, begun -> {
            job.progress().reach("reading the users' ids", 0);
            try (var users = datasetFiles.begin("deletion/" + begun.jobName())) {
                steps.report(job, lists.write(begun, users, job));
                var removed = remove(begun, users.path(), job);
                removed.forEach(datasetFile -> datasetFiles.delete(datasetFile.file()));
                job.progress().reach("preparing the rest for training", 0.8);
                for (var type : List.of(DatasetType.INTERACTIONS, DatasetType.ACTION_INTERACTIONS)) {
                    snapshots.current(begun.datasetGroupArn(), type); // replaces the snapshot with the users, or that
                } // left of a deleted dataset
                LOG.log(INFO, "{0}: {1} files rewritten", job.arn(), removed.size());
            }
        });
    }

    /// Returns the dataset files that are replaced. If an import changes the data concurrently, the removal
    /// restarts. After a few restarts it accepts files that were added meanwhile: all rows that were acknowledged
    /// before the job are in the files that it reads.
    private List<DatasetFile> remove(DataDeletionJob job, Path users, Job progress)
            throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            progress.requireGoingOn();
            streams.sealGroup(job.datasetGroupArn());
            var data = dataOf(job);
            progress.progress().reach("removing rows", 0.2);
            var done = tryToRemove(job, users, data, progress, attempt >= STRICT_ATTEMPTS);
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new IOException("the data changes faster than it can be read");
    }

    private List<Data> dataOf(DataDeletionJob job) {
        return catalog.read(view ->
                view.resources().childrenOf(job.datasetGroupArn(), Dataset.class, ResourceKind.DATASET).stream()
                        .filter(dataset -> hasUsers(DatasetType.valueOf(dataset.datasetType())))
                        .map(dataset -> new Data(dataset, view.datasetFiles().of(dataset.arn())))
                        .toList());
    }

    private static boolean hasUsers(DatasetType type) {
        return switch (type) {
            case INTERACTIONS, USERS, ACTION_INTERACTIONS -> true;
            case ITEMS, ACTIONS -> false;
        };
    }

    private Optional<List<DatasetFile>> tryToRemove(
            DataDeletionJob job, Path users, List<Data> data, Job running, boolean acceptsAdditions)
            throws IOException {
        var rewritten = new ArrayList<Rewritten>();
        var drafts = new ArrayList<DatasetFileStore.Draft>();
        boolean isDone = false;
        try (var removal = RowRemoval.of(users, datasetFiles.drafts(), bounds.memoryBytes(), bounds.threads())) {
            var paths = verified(data);
            int found = removal.count(List.copyOf(paths.values()));
            removal.noteSessions(
                    data.stream()
                            .flatMap(each -> each.streamed().stream())
                            .map(datasetFile -> pathOf(datasetFile, paths))
                            .toList(),
                    StreamedColumns.SESSION_ID);
            for (var each : data) {
                for (var datasetFile : each.datasetFiles()) {
                    var draft = datasetFiles.begin(nameOf(datasetFile));
                    drafts.add(draft);
                    var path = pathOf(datasetFile, paths);
                    long rows = each.streamed().contains(datasetFile)
                            ? removal.writeStreamed(path, StreamedColumns.SESSION_ID, draft.path())
                            : removal.write(path, draft.path());
                    if (rows >= 0) {
                        rewritten.add(new Rewritten(datasetFile, draft.publish(), rows));
                    }
                }
            }
            isDone = commit(running, data, rewritten, found, acceptsAdditions);
            return isDone ? Optional.of(rewritten.stream().map(Rewritten::old).toList()) : Optional.empty();
        } catch (IOException e) {
            if (dataOf(job).equals(data)) {
                throw e;
            }
            return Optional.empty(); // an import deleted the files while they were read
        } finally {
            drafts.forEach(DatasetFileStore.Draft::close);
            if (!isDone) {
                rewritten.forEach(each -> datasetFiles.delete(each.file().file()));
            }
        }
    }

    /// Returns the paths of all dataset files, each verified against its checksum.
    private Map<DatasetFile, Path> verified(List<Data> data) throws DamagedFileException {
        var paths = new LinkedHashMap<DatasetFile, Path>();
        for (var each : data) {
            for (var source : DatasetRows.Source.verified(each.datasetFiles(), datasetFiles)) {
                paths.put(source.datasetFile(), source.file());
            }
        }
        return paths;
    }

    private static Path pathOf(DatasetFile datasetFile, Map<DatasetFile, Path> paths) {
        return Objects.requireNonNull(paths.get(datasetFile));
    }

    /// Returns the dataset file's name without its unique suffix. The name of a file of streamed records
    /// contains the position up to which it covers the stream.
    private static String nameOf(DatasetFile datasetFile) {
        return datasetFile.file().substring(0, datasetFile.file().lastIndexOf('-'));
    }

    /// Replaces all files if the data has not changed since it was read.
    ///
    /// @param acceptsAdditions whether files may have been added
    private boolean commit(Job job, List<Data> data, List<Rewritten> rewritten, int found, boolean acceptsAdditions) {
        return job.write(catalog, transaction -> {
            for (var each : data) {
                var current = transaction.datasetFiles().of(each.dataset().arn());
                boolean isSame = acceptsAdditions
                        ? current.containsAll(each.datasetFiles())
                        : current.equals(each.datasetFiles());
                if (!isSame) {
                    return false;
                }
            }
            for (var each : rewritten) {
                var file = each.file();
                transaction
                        .datasetFiles()
                        .replace(
                                each.old(),
                                new DatasetFile.Content(file.file(), each.rows(), file.bytes(), file.crc32c()));
            }
            var current = transaction.require(DataDeletionJob.class, job.arn());
            transaction.replace(current, current.removed(found, Times.now(clock)));
            return true;
        });
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        steps.fail(transaction, job, failure);
    }
}
