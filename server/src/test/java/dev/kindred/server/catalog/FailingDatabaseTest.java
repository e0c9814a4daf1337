package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.scheduler.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The catalog on a failing database: a write that failed was not applied, and the next write succeeds.
class FailingDatabaseTest {

    /// The outcome of a write.
    enum Ending {
        COMMITTED,
        /// The operation throws after it has written.
        REFUSED,
        /// The disk is full within a statement: SQLite rolls the transaction back.
        FULL_IN_STATEMENT,
        /// The same, and the operation swallows the exception.
        FULL_AND_SWALLOWED,
        /// The disk fails during the commit: SQLite rolls the transaction back.
        FAILED_IN_COMMIT,
        /// The connection cannot be replaced either.
        FAILED_IN_COMMIT_AND_CONNECT
    }

    @Property(tries = 25)
    void theCatalogHoldsWhatWasAcknowledgedAndNothingElse(@ForAll @Size(max = 12) List<Ending> endings) {
        try (var world = new World()) {
            var acknowledged = new ArrayList<String>();
            for (int i = 0; i < endings.size(); i++) {
                var ending = endings.get(i);
                var name = "schema-" + i;

                var failure = catchThrowable(() -> world.insert(name, ending));

                assertThat(failure == null).as("%s succeeds", ending).isEqualTo(ending == Ending.COMMITTED);
                if (failure == null) {
                    acknowledged.add(name);
                }
                assertThat(world.names()).isEqualTo(acknowledged);
            }
            world.disk.mode = Ending.COMMITTED;

            assertThat(world.catalog.findWriteTrouble())
                    .as("the disk works again")
                    .isEmpty();
            world.insert("last", Ending.COMMITTED);
            acknowledged.add("last");
            assertThat(world.names()).isEqualTo(acknowledged);
        }
    }

    @Test
    void troubleIsReportedForAsLongAsAWriteFails() {
        try (var world = new World()) {
            assertThatThrownBy(() -> world.insert("a", Ending.FAILED_IN_COMMIT_AND_CONNECT))
                    .isInstanceOf(CatalogException.class);

            assertThat(world.catalog.findWriteTrouble()).contains("unable to open database file");
            world.disk.mode = Ending.FAILED_IN_COMMIT;
            assertThat(world.catalog.findWriteTrouble()).contains("disk I/O error");
            assertThat(world.catalog.findWriteTrouble()).contains("disk I/O error");
            world.disk.mode = Ending.COMMITTED;
            assertThat(world.catalog.findWriteTrouble()).isEmpty();
        }
    }

    @Test
    void anInterruptedCallerHearsWhatBecameOfItsWrite() throws InterruptedException {
        try (var world = new World()) {
            var begun = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var outcomes = new ArrayList<String>();
            var caller = Thread.ofPlatform().start(() -> {
                var outcome = world.catalog.write(transaction -> {
                    begun.countDown();
                    awaitUninterruptibly(go);
                    transaction.insert(Samples.schema("begun"), List.of());
                    return "made";
                });
                outcomes.add(
                        outcome + ", interrupted: " + Thread.currentThread().isInterrupted());
            });
            begun.await();
            var waiting = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                var refusal = catchThrowable(() -> world.insert("waiting", Ending.COMMITTED));
                outcomes.add(String.valueOf(refusal.getMessage()));
            });
            waiting.join();

            caller.interrupt();
            go.countDown();
            caller.join();

            assertThat(outcomes)
                    .containsExactly("interrupted while waiting for the catalog", "made, interrupted: true");
            assertThat(world.names()).containsExactly("begun");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the catalog's thread was interrupted", e);
        }
    }

    /// A separate catalog on a failing disk.
    private static final class World implements AutoCloseable {

        private final Path folder = newFolder();
        private final FailingDisk disk = new FailingDisk(folder.resolve("catalog.sqlite"));
        private final Catalog catalog = new Catalog(disk, CommitRecorder.NONE, Scheduler.system());

        private static Path newFolder() {
            try {
                return Files.createTempDirectory("kindred-failing");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The names of the schemas, in the order of their creation.
        List<String> names() {
            return catalog.read(view -> view.sql.all(
                    "SELECT arn FROM resource ORDER BY seq",
                    row -> Arn.of(row.getString(1)).rest()));
        }

        void insert(String name, Ending ending) {
            disk.mode = ending;
            catalog.write(transaction -> {
                transaction.insert(Samples.schema(name), List.of());
                switch (ending) {
                    case REFUSED -> throw new InvalidInput("no");
                    case FULL_IN_STATEMENT -> fillUp(transaction);
                    case FULL_AND_SWALLOWED -> {
                        assertThatThrownBy(() -> fillUp(transaction)).isInstanceOf(CatalogException.class);
                        assertThatThrownBy(() -> transaction.insert(Samples.schema(name + "-after"), List.of()))
                                .isInstanceOf(CatalogException.class);
                    }
                    case COMMITTED, FAILED_IN_COMMIT, FAILED_IN_COMMIT_AND_CONNECT -> {
                        // the disk's business
                    }
                }
                return name;
            });
        }

        @Override
        public void close() {
            catalog.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Writes more than the maximum size of the database.
    private static void fillUp(Transaction transaction) {
        transaction.sql.all("PRAGMA max_page_count = 1", row -> row.getInt(1)); // the current number
        transaction.reports().put(Samples.schema("full").arn(), "x".repeat(1 << 20));
    }

    /// A database whose connections fail as SQLite's do.
    private static final class FailingDisk extends Database {

        private volatile Ending mode = Ending.COMMITTED;
        private boolean isBroken;

        FailingDisk(Path file) {
            super(file);
        }

        @Override
        Connection connect(boolean readOnly) {
            if (!readOnly && isBroken && mode == Ending.FAILED_IN_COMMIT_AND_CONNECT) {
                isBroken = false;
                throw new CatalogException("cannot open the catalog", new SQLException("unable to open database file"));
            }
            var connection = super.connect(readOnly);
            return readOnly ? connection : failing(connection);
        }

        private Connection failing(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("commit") && mode.name().startsWith("FAILED_IN_COMMIT")) {
                            isBroken = true;
                            connection.rollback();
                            throw new SQLException("disk I/O error");
                        }
                        return call(connection, method, arguments);
                    });
        }

        private static @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
