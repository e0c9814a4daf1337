package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.ingest.DatasetFileMerge;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.DatasetRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Merges small dataset files in the background, size-tiered as in Cassandra and RocksDB: when a dataset has [#RUN]
/// adjacent files of one origin and one tier, they become one file with their rows in their order. A tier holds sizes
/// up to [#RUN] times those of the tier before. So a row is rewritten once a tier, and a dataset keeps fewer than
/// [#RUN] adjacent files of a tier.
///
/// The new file takes the rank of the last merged one, so the same rows stay in force and trainings yield the same
/// models. The commit swaps the list if it still has the merged files; otherwise the new file is dropped.
public final class CompactDataset implements Task {

    private static final System.Logger LOG = System.getLogger(CompactDataset.class.getName());

    /// Taste: half of the default fan-out of RocksDB's levels, twice that of Cassandra's tiers.
    private static final int RUN = 8;

    /// The size of the first tier: the overhead of a file and of its row group exceeds smaller ones. Taste.
    private static final long SMALL = 1 << 16;

    private final Catalog catalog;
    private final DatasetFileStore store;
    private final DatasetFileMerge merge;

    public CompactDataset(Catalog catalog, DatasetFileStore store, DatasetFileMerge merge) {
        this.catalog = catalog;
        this.store = store;
        this.merge = merge;
    }

    @Override
    public TaskName name() {
        return TaskName.COMPACT;
    }

    @Override
    public Load load() {
        return Load.TRANSFER;
    }

    /// Returns the first run of files to be merged, or an empty list.
    ///
    /// @param files of one dataset, the oldest first
    public static List<DatasetFile> findRun(List<DatasetFile> files) {
        var run = new ArrayList<DatasetFile>();
        for (var file : files) {
            boolean continues =
                    !run.isEmpty() && run.getLast().origin() == file.origin() && tier(run.getLast()) == tier(file);
            if (!continues) {
                run.clear();
            }
            run.add(file);
            if (run.size() == RUN) {
                return run;
            }
        }
        return List.of();
    }

    private static int tier(DatasetFile file) {
        int tier = 0;
        for (long limit = SMALL; file.bytes() > limit; limit *= RUN) {
            tier++;
        }
        return tier;
    }

    @Override
    public void run(Job job) throws IOException, InterruptedException {
        while (true) {
            var files = findRun(catalog.read(view -> view.datasetFiles().of(job.arn())));
            job.requireGoingOn();
            if (files.isEmpty()) {
                job.write(catalog, transaction -> transaction.jobs().remove(job.queued()));
                return;
            }
            compact(job, files);
        }
    }

    private void compact(Job job, List<DatasetFile> files) throws IOException {
        var last = files.getLast().file();
        try (var draft = store.begin(last.substring(0, last.lastIndexOf('-')))) {
            var paths = DatasetRows.Source.verified(files, store).stream()
                    .map(DatasetRows.Source::file)
                    .toList();
            long rows = merge.write(paths, draft.path());
            if (rows != files.stream().mapToLong(DatasetFile::rows).sum()) {
                throw new IOException("the merged file has %,d rows".formatted(rows));
            }
            var file = draft.publish();
            if (!commit(job, files, new DatasetFile.Content(file.file(), rows, file.bytes(), file.crc32c()))) {
                store.delete(file.file());
                return;
            }
            files.forEach(merged -> store.delete(merged.file()));
            LOG.log(INFO, "{0}: {1} dataset files are one now, of {2} rows", job.arn(), files.size(), rows);
        } catch (IOException e) {
            if (catalog.read(view -> view.datasetFiles().of(job.arn())).containsAll(files)) {
                throw e;
            } // an import or a deletion took the files away while they were read
        }
    }

    private boolean commit(Job job, List<DatasetFile> files, DatasetFile.Content content) {
        return job.write(catalog, transaction -> {
            boolean areThere = transaction.datasetFiles().of(job.arn()).containsAll(files);
            if (areThere) {
                transaction.datasetFiles().merge(files, content);
            }
            return areThere;
        });
    }

    /// The files stay as they are; the next change of the dataset's files tries again.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {}
}
