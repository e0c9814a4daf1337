package dev.kindred.server.stream;

import static java.lang.System.Logger.Level.ERROR;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InternalFailure;
import dev.kindred.server.error.ServiceException.ServiceUnavailable;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.storage.PartedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The streamed records of one dataset that are in no dataset file yet.
///
/// Requests enqueue their records. A thread of the log takes all waiting requests, appends their records, forces
/// the disk once, notifies the listeners and completes the requests (group commit). Requests that arrive
/// meanwhile form the next batch, so one force serves more requests under higher load.
///
/// The same thread removes repeated events, when the outcome of every earlier batch is known: a repeat of an
/// event that failed is written itself, and a repeat within a batch shares the batch's outcome. No repeat is
/// therefore acknowledged before the event that it repeats is on disk.
///
/// `queue` orders the waiting requests and the close. `file` guards the parts, the listeners and the ids. Code that
/// needs both locks takes `file` first. `file` is held during waits for the disk.
final class DatasetLog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DatasetLog.class.getName());

    /// The number of event ids that a log compares a new one with. Taste.
    private static final int REMEMBERED_IDS = 200_000;

    private final String name;
    private final Object queue = new Object();
    private final ReentrantLock file = new ReentrantLock();
    private final Lock sealing = new ReentrantLock();

    private final Runnable onRepeat;
    private final Thread committer;

    /// Ends with [Waiting#END] once the log is closed.
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();

    @GuardedBy("queue")
    private boolean closed;

    @GuardedBy("file")
    private final PartedLog log;

    /// The ids of the newest events that are on disk.
    @GuardedBy("file")
    private final RecentIds ids = new RecentIds(REMEMBERED_IDS);

    @GuardedBy("file")
    private final List<StreamListener> listeners = new ArrayList<>();

    private final long lostRequests;

    /// The size of the growing part, readable without a wait for the disk.
    private volatile long bytes;

    /// The reason why the last append failed, or null.
    private volatile @Nullable String trouble;

    /// The records of a request on their way to the disk.
    ///
    /// @param kept completed with the records written for this request, once they are on disk
    private record Waiting(List<? extends StreamedRecord> records, CompletableFuture<List<StreamedRecord>> kept) {

        static final Waiting END = new Waiting(List.of(), new CompletableFuture<>());
    }

    /// Opens the log in that folder.
    ///
    /// @param onRepeat called for each event that is left out because its id is known
    DatasetLog(String name, Path folder, int sealedPart, Runnable onRepeat, Scheduler scheduler) throws IOException {
        this.name = name;
        this.onRepeat = onRepeat;
        this.log = PartedLog.open(folder, sealedPart);
        this.lostRequests = log.lostFrames();
        log.read(
                0,
                Integer.MAX_VALUE - 1,
                (_, frame) -> RecordCodec.decode(frame).forEach(this::remember));
        this.bytes = log.bytesOfLastPart();
        this.committer = scheduler.newThread("stream-" + name, this::commitAll);
        committer.start();
    }

    private void remember(StreamedRecord record) {
        file.lock();
        try {
            if (record instanceof StreamedEvent event) {
                ids.add(event.eventId());
            }
        } finally {
            file.unlock();
        }
    }

    /// Returns when the records are on disk, with those that this call wrote: all but the events with a known
    /// id.
    ///
    /// @throws ServiceException if they could not be written; then none of them is in the log
    List<StreamedRecord> append(List<? extends StreamedRecord> records) {
        var own = new Waiting(records, new CompletableFuture<>());
        synchronized (queue) {
            if (closed) {
                throw new ServiceUnavailable("The dataset takes no records: it is being deleted, or the server stops.");
            }
            waiting.add(own);
        }
        try {
            return own.kept().join();
        } catch (CompletionException e) {
            throw new InternalFailure("The records could not be written, and none of them was kept. Send them again.");
        }
    }

    private void commitAll() {
        boolean ends = false;
        while (!ends) {
            var batch = new ArrayList<Waiting>();
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            waiting.drainTo(batch);
            ends = batch.remove(Waiting.END);
            if (!batch.isEmpty()) {
                commit(batch);
            }
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            var fresh = new ArrayList<List<StreamedRecord>>(batch.size());
            int repeats = 0;
            file.lock();
            try {
                var own = new LinkedHashSet<String>();
                for (var request : batch) {
                    var records = withoutRepeats(request.records(), own);
                    repeats += request.records().size() - records.size();
                    fresh.add(records);
                }
                var frames = fresh.stream()
                        .filter(records -> !records.isEmpty())
                        .map(RecordCodec::encode)
                        .toList();
                log.append(frames);
                if (!frames.isEmpty()) {
                    trouble = null;
                }
                own.forEach(ids::add);
                bytes = log.bytesOfLastPart();
                int part = log.lastPart();
                fresh.forEach(records -> records.forEach(record -> tell(part, record)));
            } finally {
                file.unlock();
            }
            for (int i = 0; i < repeats; i++) {
                onRepeat.run();
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).kept().complete(fresh.get(i));
            }
        } catch (IOException | RuntimeException | Error e) { // without an answer they would wait for ever
            if (trouble == null) { // a client that repeats its calls would fill the log, maybe on the same disk
                LOG.log(
                        ERROR,
                        "Streamed records of " + name + " could not be written. They are refused until that succeeds",
                        e);
            }
            trouble = e.toString();
            batch.forEach(request -> request.kept().completeExceptionally(e));
        }
    }

    /// @param own the ids of the batch's events so far, to which those that are returned are added
    @GuardedBy("file")
    private List<StreamedRecord> withoutRepeats(List<? extends StreamedRecord> records, Set<String> own) {
        var fresh = new ArrayList<StreamedRecord>(records.size());
        for (var record : records) {
            if (!(record instanceof StreamedEvent event)
                    || (!ids.contains(event.eventId()) && own.add(event.eventId()))) {
                fresh.add(record);
            }
        }
        return fresh;
    }

    /// Returns the lock that the one sealing of this log holds, and readers that no sealing must disturb.
    Lock sealing() {
        return sealing;
    }

    /// Returns the number of acknowledged requests whose records the open of this log found lost, at least.
    long lostRequests() {
        return lostRequests;
    }

    /// Returns the reason of the last failed append, unless it was forgotten.
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    void forgetTrouble() {
        trouble = null;
    }

    @GuardedBy("file")
    private void tell(int part, StreamedRecord record) {
        for (var listener : listeners) {
            try {
                listener.committed(part, record);
            } catch (RuntimeException e) {
                LOG.log(ERROR, "A listener to " + name + " failed; what it keeps may lag behind", e);
            }
        }
    }

    /// Calls `listener` with all records of the parts after `part`, and from now on with each committed one.
    /// Returns false, without a call, if some of those parts are in a dataset file already.
    boolean subscribe(int part, StreamListener listener) throws IOException {
        file.lock();
        try {
            if (log.firstPart() > part + 1) {
                return false;
            }
            log.read(
                    part,
                    log.lastPart(),
                    (number, frame) -> RecordCodec.decode(frame).forEach(record -> listener.committed(number, record)));
            listeners.add(listener);
            return true;
        } finally {
            file.unlock();
        }
    }

    /// Calls `reader` with all present records of the parts after `part`. Others can be appended meanwhile, but
    /// no part must be sealed. Returns false, without a call, if some of those parts are in a dataset file
    /// already.
    @SuppressWarnings("GuardedBy") // what an extent tells of does not change as long as nothing is sealed
    boolean readAfter(int part, Consumer<StreamedRecord> reader) throws IOException {
        PartedLog.Extent extent;
        file.lock();
        try {
            if (log.firstPart() > part + 1) {
                return false;
            }
            extent = log.extent();
        } finally {
            file.unlock();
        }
        log.read(part, extent, (_, frame) -> RecordCodec.decode(frame).forEach(reader));
        return true;
    }

    void unsubscribe(StreamListener listener) {
        file.lock();
        try {
            listeners.remove(listener);
        } finally {
            file.unlock();
        }
    }

    /// Returns whether there are no records since the last sealing.
    boolean isEmpty() {
        file.lock();
        try {
            return log.isLastPartEmpty();
        } finally {
            file.unlock();
        }
    }

    /// Returns the size of the growing part after the last append.
    long bytes() {
        return bytes;
    }

    /// Begins a new part if the growing one has records, and returns the number of the last complete part; 0 if
    /// there is nothing to seal.
    int closePart() throws IOException {
        file.lock();
        try {
            if (!log.isLastPartEmpty()) {
                int last = log.roll();
                bytes = log.bytesOfLastPart();
                return last;
            }
            return log.firstPart() < log.lastPart() ? log.lastPart() - 1 : 0;
        } finally {
            file.unlock();
        }
    }

    /// Reads the records of all parts up to that one, which must be complete.
    @SuppressWarnings("GuardedBy") // complete parts do not change, and are dropped by the same sealing that reads them
    void read(int upTo, Consumer<StreamedRecord> reader) throws IOException {
        log.read(0, upTo, (_, frame) -> RecordCodec.decode(frame).forEach(reader));
    }

    void dropUpTo(int part) throws IOException {
        file.lock();
        try {
            log.dropUpTo(part);
        } finally {
            file.unlock();
        }
    }

    /// Writes the waiting records and closes the log.
    @Override
    public void close() {
        synchronized (queue) {
            closed = true;
            waiting.add(Waiting.END);
        }
        boolean interrupted = false;
        while (committer.isAlive()) {
            try {
                committer.join();
            } catch (InterruptedException e) {
                interrupted = true; // what was queued is still to be answered
            }
        }
        file.lock();
        try {
            try {
                log.close();
            } catch (IOException e) {
                LOG.log(ERROR, "The log of " + name + " did not close well", e);
            }
        } finally {
            file.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
