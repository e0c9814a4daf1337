package dev.kindred.server.stream;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.Disposal;
import dev.kindred.server.storage.PartedLog;
import dev.kindred.server.storage.WriteProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The logs of all datasets into which clients put single records, and their sealing into dataset files.
///
/// The name of a log's folder contains the creation time of its dataset, so a dataset that is deleted and created
/// again starts empty, whatever a crash left.
public final class Streams implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Streams.class.getName());

    private final Path root;
    private final Catalog catalog;
    private final LogSealer logSealer;
    private final long partBytes;
    private final StreamCounts counts = new StreamCounts();
    private final ConcurrentHashMap<Arn, Open> logs = new ConcurrentHashMap<>();
    private final Set<Arn> growing = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Arn>> sealListeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Dataset, List<StreamedRecord>>> appendListeners = new CopyOnWriteArrayList<>();
    private volatile SealObserver sealObserver = SealObserver.NONE;
    private final Scheduler scheduler;
    private final ExecutorService sealer;

    /// Is held while a log is opened or closed.
    private final Lock opening = new ReentrantLock();

    private record Open(DatasetLog log, String folder) {}

    /// The steps of a sealing.
    public enum Milestone {
        PART_COMPLETE,
        ROWS_WRITTEN,
        SEGMENT_PUBLISHED,
        COMMITTED,
        PARTS_DROPPED
    }

    /// Observes the steps of a sealing.
    @FunctionalInterface
    public interface Milestones {

        /// Ignores the steps.
        Milestones UNWATCHED = (_, _) -> {};

        void passed(Arn dataset, Milestone milestone);
    }

    private Streams(
            Path root,
            Catalog catalog,
            DatasetFileStore datasetFiles,
            long partBytes,
            Milestones milestones,
            Scheduler scheduler) {
        this.root = root;
        this.catalog = catalog;
        this.logSealer = new LogSealer(catalog, datasetFiles, milestones, scheduler);
        this.scheduler = scheduler;
        this.sealer = scheduler.newPool("stream-sealer", 1);
        this.partBytes = partBytes;
    }

    /// Opens the logs below that folder.
    ///
    /// @param partBytes the size of a log beyond which it is sealed by itself
    public static Streams open(
            Path root,
            Catalog catalog,
            DatasetFileStore datasetFiles,
            long partBytes,
            Milestones milestones,
            Scheduler scheduler) {
        return new Streams(root, catalog, datasetFiles, partBytes, milestones, scheduler);
    }

    /// Disposes of the logs of datasets that do not exist. It is called before the first append.
    public void sweep(Disposal disposal) {
        try {
            var known = catalog.read(view -> view.resources().all(Dataset.class, ResourceKind.DATASET)).stream()
                    .map(dataset -> root.resolve(folderOf(dataset)))
                    .collect(Collectors.toSet());
            PartedLog.sweep(root, known, disposal);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sweep the logs of streamed records in " + root, e);
        }
    }

    /// Opens the logs that have or should have records, so that a loss is found at the start. A log that cannot be
    /// opened is tried again at its first use.
    public void recover() {
        for (var dataset : catalog.read(view -> view.resources().all(Dataset.class, ResourceKind.DATASET))) {
            try {
                if (PartedLog.hasFrames(root.resolve(folderOf(dataset)))) {
                    logOf(dataset);
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.log(
                        ERROR,
                        "The log of " + dataset.arn() + " cannot be opened; its streamed records are refused",
                        e);
            }
        }
    }

    private static String folderOf(Dataset dataset) {
        var arn = dataset.arn();
        return "%s/%s/%s-%x"
                .formatted(
                        arn.account(),
                        arn.region(),
                        arn.rest(),
                        dataset.creationDateTime().toEpochMilli());
    }

    /// Returns the counts of accepted and lost records.
    public StreamCounts counts() {
        return counts;
    }

    /// Appends records. When this method returns, they are on disk and every listener was called. Once they are on
    /// disk nothing else fails the call: its caller would send them again.
    ///
    /// @throws ServiceException if they could not be written; none of them is there then
    public void append(Dataset dataset, List<? extends StreamedRecord> records) {
        var log = logOf(dataset);
        var kept = log.append(records);
        counts.kept(dataset.arn(), kept.size());
        appendListeners.forEach(listener -> call(dataset, () -> listener.accept(dataset, kept)));
        if (log.bytes() > partBytes && growing.add(dataset.arn())) {
            call(dataset, () -> sealer.execute(() -> sealLong(dataset)));
        }
    }

    private static void call(Dataset dataset, Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "A listener to the records of " + dataset.arn() + " failed. The records are on disk", e);
        }
    }

    /// Returns why records were refused, if they could not be written now, either.
    public Optional<String> findWriteTrouble() {
        var troubled = logs.values().stream()
                .map(Open::log)
                .filter(log -> log.trouble().isPresent())
                .toList();
        if (troubled.isEmpty()) {
            return Optional.empty();
        }
        try {
            WriteProbe.run(root);
            troubled.forEach(DatasetLog::forgetTrouble);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private void sealLong(Dataset dataset) {
        try {
            seal(dataset.arn());
        } catch (RuntimeException e) {
            LOG.log(WARNING, "The long log of " + dataset.arn() + " stays as it is; the next record tries again", e);
        } finally {
            growing.remove(dataset.arn());
        }
    }

    private DatasetLog logOf(Dataset dataset) {
        var folder = folderOf(dataset);
        var open = logs.get(dataset.arn());
        if (open == null || !open.folder().equals(folder)) {
            open = open(dataset, folder);
        }
        return open.log();
    }

    private Open open(Dataset dataset, String folder) {
        opening.lock();
        try {
            var known = logs.get(dataset.arn());
            if (known != null && known.folder().equals(folder)) {
                return known;
            }
            if (known != null) { // the log of a deleted dataset of this name
                known.log().close();
            }
            var opened = new Open(openLog(dataset, folder), folder);
            logs.put(dataset.arn(), opened);
            return opened;
        } finally {
            opening.unlock();
        }
    }

    private DatasetLog openLog(Dataset dataset, String folder) {
        try {
            int sealed = SealedPart.in(catalog.read(view -> view.datasetFiles().of(dataset.arn())));
            var log = new DatasetLog(
                    dataset.arn().rest(), root.resolve(folder), sealed, counts::repeatedEvent, scheduler);
            if (log.lostRequests() > 0) {
                counts.lost(dataset.arn(), log.lostRequests());
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the log of " + dataset.arn(), e);
        }
    }

    /// Calls `listener` with all records in the parts after `part` of the dataset's log, and then with each committed
    /// one, without a gap. Returns false, without a call, if some of those parts are in a dataset file already: the
    /// caller must then read the dataset files again.
    public boolean subscribe(Dataset dataset, int part, StreamListener listener) {
        try {
            return logOf(dataset).subscribe(part, listener);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + dataset.arn(), e);
        }
    }

    /// Ends a subscription.
    public void unsubscribe(Dataset dataset, StreamListener listener) {
        logOf(dataset).unsubscribe(listener);
    }

    /// Returns whether the log of a dataset has records that are in no dataset file yet.
    public boolean hasUnsealed(Dataset dataset) {
        return !logOf(dataset).isEmpty();
    }

    /// Calls `listener` with the dataset after each sealing that made a dataset file.
    public void onSeal(Consumer<Arn> listener) {
        sealListeners.add(listener);
    }

    /// Calls `listener` with the records of each append, on the caller's thread, once they are on disk. It must be
    /// quick.
    public void onAppend(BiConsumer<Dataset, List<StreamedRecord>> listener) {
        appendListeners.add(listener);
    }

    /// Sets the observer of later sealings, in place of the former one.
    public void onSealing(SealObserver observer) {
        sealObserver = observer;
    }

    /// Calls `reader` with all records in the parts after `part` of the dataset's log. Returns false, without a call,
    /// if
    /// some of those parts are in a dataset file already.
    public boolean readUnsealed(Dataset dataset, int part, Consumer<StreamedRecord> reader) throws IOException {
        var log = logOf(dataset);
        log.sealing().lock(); // nothing is sealed meanwhile
        try {
            return log.readAfter(part, reader);
        } finally {
            log.sealing().unlock();
        }
    }

    /// Seals the log of a dataset: its records become a dataset file. A crash leaves the records either in the log or
    /// in
    /// the dataset file.
    public void seal(Arn arn) {
        var dataset = catalog.read(view -> view.find(Dataset.class, arn)).orElse(null);
        if (dataset == null) {
            return;
        }
        var log = logOf(dataset);
        boolean isNew;
        log.sealing().lock(); // one sealing of a dataset at a time
        try {
            isNew = logSealer.seal(dataset, log, sealObserver);
        } finally {
            log.sealing().unlock();
        }
        if (isNew) {
            sealListeners.forEach(listener -> listener.accept(arn));
        }
    }

    /// Seals every dataset of a dataset group.
    public void sealGroup(Arn datasetGroup) {
        catalog.read(view -> view.resources().childrenOf(datasetGroup)).stream()
                .filter(arn -> arn.type().equals("dataset"))
                .forEach(this::seal);
    }

    /// Deletes the log of a dataset that the catalog does not have any more.
    public void drop(Dataset dataset) {
        var folder = folderOf(dataset);
        opening.lock();
        try {
            var open = logs.get(dataset.arn());
            if (open != null && open.folder().equals(folder)) { // not of a dataset that was made since under this name
                open.log().close();
                logs.remove(dataset.arn());
            }
            PartedLog.delete(root.resolve(folder));
        } catch (IOException e) {
            LOG.log(ERROR, "The log of " + dataset.arn() + " cannot be removed; the next start tries again", e);
        } finally {
            opening.unlock();
        }
    }

    /// Completes the sealings of long logs, writes the waiting records and closes the logs.
    @Override
    public void close() {
        sealer.close();
        logs.values().forEach(open -> open.log().close());
    }
}
