package dev.kindred.server.catalog;

import static java.lang.System.Logger.Level.ERROR;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The catalog over its database. All writes go through one thread, so that transactions never conflict;
/// reads see the last commit and run beside them. Database calls stay on platform threads of the catalog's
/// own, because a native call would hold a virtual thread's carrier.
public final class Catalog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Catalog.class.getName());
    private static final int READERS = 2;

    private final Connection writing;
    private final BlockingQueue<Connection> reading = new LinkedBlockingQueue<>();
    private final ExecutorService writer;
    private final ExecutorService readers;
    private final PageTokens tokens;
    private final AtomicLong commits = new AtomicLong();
    private final List<Runnable> enqueueListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<Arn>>> changeListeners = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private boolean closed;

    private Catalog(Database database) {
        writing = database.connect(false);
        database.migrate(writing);
        for (int i = 0; i < READERS; i++) {
            reading.add(database.connect(true));
        }
        writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("catalog-writer").daemon().factory());
        readers = Executors.newFixedThreadPool(
                READERS, Thread.ofPlatform().name("catalog-reader-", 0).daemon().factory());
        tokens = new PageTokens(write(transaction -> transaction.secret("page-tokens")));
    }

    /// Opens the catalog in that file, and makes it where there is none.
    public static Catalog open(Path file) {
        return new Catalog(new Database(file));
    }

    /// Returns what `work` finds in the last commit.
    public <T> T read(Function<? super CatalogView, ? extends T> work) {
        return await(readers, () -> {
            var connection = reading.take();
            try {
                return end(connection, work.apply(new CatalogView(connection)), false);
            } catch (Throwable e) {
                connection.rollback();
                throw e;
            } finally {
                reading.add(connection);
            }
        });
    }

    /// Returns what `work` returns, with all its changes on disk, or throws what it throws, with none made.
    public <T> T write(Function<? super Transaction, ? extends T> work) {
        return await(writer, () -> {
            try {
                var transaction = new Transaction(writing);
                T result = end(writing, work.apply(transaction), true);
                commits.incrementAndGet();
                tell(transaction);
                return result;
            } catch (Throwable e) {
                writing.rollback();
                throw e;
            }
        });
    }

    /// What a listener makes of a commit cannot undo it.
    private void tell(Transaction committed) {
        try {
            if (committed.hasEnqueued()) {
                enqueueListeners.forEach(Runnable::run);
            }
            if (!committed.changed().isEmpty()) {
                changeListeners.forEach(listener -> listener.accept(committed.changed()));
            }
        } catch (RuntimeException e) {
            LOG.log(ERROR, "What listens to the catalog failed on " + committed.changed(), e);
        }
    }

    /// How often this process has changed the catalog. What was read when the number was the same is still so.
    public long commits() {
        return commits.get();
    }

    /// Calls `listener` after each commit that put a job in the queue. It must return at once.
    public void onEnqueue(Runnable listener) {
        enqueueListeners.add(listener);
    }

    /// Calls `listener` after each commit with the resources that were changed or removed, and the datasets
    /// whose rows are others now. It must return at once.
    public void onChange(Consumer<Set<Arn>> listener) {
        changeListeners.add(listener);
    }

    /// The paging of the service's lists.
    public Paging paging() {
        return new Paging(this, tokens);
    }

    private static <T> T end(Connection connection, T result, boolean commit) throws SQLException {
        if (commit) {
            connection.commit();
        } else {
            connection.rollback(); // ends the snapshot
        }
        return result;
    }

    private interface Work<T> {
        T call() throws SQLException, InterruptedException;
    }

    private static <T> T await(ExecutorService executor, Work<T> work) {
        try {
            return executor.submit(work::call).get();
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("interrupted while waiting for the catalog", e);
        } catch (RejectedExecutionException e) {
            throw new CatalogException("the catalog is closed", e);
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            case null, default -> new CatalogException("the catalog's database failed", cause);
        };
    }

    /// Finishes what was begun and closes the file.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            for (var executor : List.of(writer, readers)) {
                executor.shutdown();
                executor.awaitTermination(30, TimeUnit.SECONDS);
            }
            var connections = new ArrayList<Connection>();
            reading.drainTo(connections);
            connections.add(writing);
            for (var connection : connections) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new CatalogException("cannot close the catalog", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
