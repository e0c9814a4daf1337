package dev.kindred.server.catalog;

import static java.lang.System.Logger.Level.DEBUG;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.scheduler.Scheduler;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The catalog over its database. All writes go through one thread, so that transactions never conflict;
/// reads see the last commit and run beside them. Database calls run on platform threads of the catalog,
/// because a native call would hold a virtual thread's carrier.
///
/// A write that fails in the database leaves the connection in an unknown state. The connection is closed, and
/// the next write opens another.
public final class Catalog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Catalog.class.getName());

    /// Connections that only read: one for each core of the smallest machine. Taste.
    private static final int READERS = 2;

    private final DatabaseSession writing;
    private final BlockingQueue<DatabaseSession> reading = new LinkedBlockingQueue<>();
    private final ExecutorService writer;
    private final ExecutorService readers;
    private final PageTokens tokens;
    private final CommitRecorder recorder;
    private final ChangeFeed feed;
    private volatile long revision;
    private volatile @Nullable String writeTrouble;

    @GuardedBy("this")
    private boolean closed;

    Catalog(Database database, CommitRecorder recorder, Scheduler scheduler) {
        this.recorder = recorder;
        writing = new DatabaseSession(database, false);
        database.migrate(writing.connection());
        revision = new Counters(new Sql(writing.connection())).revision();
        feed = new ChangeFeed(this, scheduler, revision);
        for (int i = 0; i < READERS; i++) {
            reading.add(new DatabaseSession(database, true));
        }
        writer = scheduler.newPool("catalog-writer", 1);
        readers = scheduler.newPool("catalog-reader", READERS);
        tokens = new PageTokens(secret("page-tokens"));
    }

    /// Opens the catalog in that file, and creates it if there is none.
    public static Catalog open(Path file) {
        return open(file, CommitRecorder.NONE);
    }

    /// Opens the catalog in that file, and creates it if there is none. `recorder` is called after each commit.
    public static Catalog open(Path file, CommitRecorder recorder) {
        return open(file, recorder, Scheduler.system());
    }

    /// Opens the catalog in that file, with the threads of a scheduler.
    public static Catalog open(Path file, CommitRecorder recorder, Scheduler scheduler) {
        return new Catalog(new Database(file), recorder, scheduler);
    }

    /// Returns the state of an existing file, without a change to it.
    public static CatalogState inspect(Path file) {
        return new Database(file).inspect();
    }

    /// Returns what `work` finds in the last commit.
    public <T> T read(Function<? super CatalogView, ? extends T> work) {
        return await(readers, () -> {
            var session = reading.take();
            try {
                T result = work.apply(new CatalogView(session.connection()));
                session.connection().rollback(); // ends the snapshot
                return result;
            } catch (Throwable e) {
                session.rollBack();
                throw e;
            } finally {
                reading.add(session);
            }
        });
    }

    /// Returns what `work` returns, with all its changes on disk, or throws what it throws, with none made.
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return await(writer, () -> commit(work));
    }

    private <T> T commit(Function<? super Transaction, ? extends T> work) throws SQLException {
        var transaction = new Transaction(openForWriting());
        T result;
        long next = 0;
        try {
            result = work.apply(transaction);
            transaction.requireIntact();
            if (transaction.hasWritten()) {
                next = transaction.advance();
            }
            writing.connection().commit();
        } catch (Throwable e) {
            undo(transaction, e);
            throw e;
        }
        if (next > 0) {
            published(next, transaction);
        }
        return result;
    }

    private void published(long next, Transaction transaction) {
        writeTrouble = null;
        recorder.committed(next, transaction.change().hasFiles());
        revision = next;
        feed.announce(next);
    }

    private Connection openForWriting() {
        try {
            return writing.connection();
        } catch (CatalogException e) {
            writeTrouble = reasonOf(e);
            throw e;
        }
    }

    private void undo(Transaction transaction, Throwable cause) {
        if (cause instanceof SQLException || transaction.hasFailed()) {
            writeTrouble = reasonOf(cause);
            writing.discard(); // the database may have ended the transaction by itself: a rollback proves nothing
        } else {
            writing.rollBack();
        }
    }

    private static String reasonOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /// Returns why the last write failed in the database, if a write would fail now, too.
    public Optional<String> findWriteTrouble() {
        if (writeTrouble != null) {
            try {
                write(Transaction::advance);
            } catch (CatalogException e) {
                LOG.log(DEBUG, "The catalog still cannot be written", e);
            }
        }
        return Optional.ofNullable(writeTrouble);
    }

    /// Returns the revision: the number of transactions that have changed the catalog. Two reads at one revision
    /// return the same.
    public long revision() {
        return revision;
    }

    /// Returns the secret of that name, and creates it at the first call: random bytes that last as long as the
    /// catalog.
    public byte[] secret(String name) {
        return write(transaction -> transaction.secrets().obtain(name));
    }

    /// Returns the feed of the changes of this catalog.
    public ChangeFeed feed() {
        return feed;
    }

    /// Returns the paging of the service's lists.
    public Paging paging() {
        return new Paging(this, tokens);
    }

    private interface Work<T> {
        T call() throws SQLException, InterruptedException;
    }

    /// Drops work that has not started when its caller is interrupted. The caller waits for work that has
    /// started, because it must know whether the change was made.
    private static <T> T await(ExecutorService executor, Work<T> work) {
        var begun = new AtomicBoolean();
        Future<T> future;
        try {
            future = executor.submit(() -> {
                if (!begun.compareAndSet(false, true)) {
                    throw new CancellationException();
                }
                return work.call();
            });
        } catch (RejectedExecutionException e) {
            throw new CatalogException("the catalog is closed", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (begun.compareAndSet(false, true)) {
                        throw new CatalogException("interrupted while waiting for the catalog", e);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            case null, default -> new CatalogException("the catalog's database failed", cause);
        };
    }

    /// Completes the submitted work and closes the file.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        feed.close();
        try {
            for (var executor : List.of(writer, readers)) {
                executor.shutdown();
                executor.awaitTermination(30, TimeUnit.SECONDS);
            }
            var sessions = new ArrayList<DatabaseSession>();
            reading.drainTo(sessions);
            sessions.add(writing);
            for (var session : sessions) {
                session.close();
            }
        } catch (SQLException e) {
            throw new CatalogException("cannot close the catalog", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
