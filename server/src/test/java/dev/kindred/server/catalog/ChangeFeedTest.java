package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChangeFeedTest {

    @TempDir
    private Path folder;

    private Catalog catalog;

    @BeforeEach
    void open() {
        catalog = Catalog.open(folder.resolve("catalog.db"));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    /// Records notifications.
    private static class Recorder implements ChangeFeed.Follower {

        final List<CatalogChange> changes = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void changed(CatalogChange change) {
            threads.add(Thread.currentThread());
            changes.add(change);
        }

        @Override
        public void anythingChanged() {
            threads.add(Thread.currentThread());
            changes.add(ANYTHING);
        }

        List<Arn> resources() {
            return changes.stream()
                    .flatMap(change -> change.resources().stream())
                    .toList();
        }
    }

    private static final CatalogChange ANYTHING = new CatalogChange(Set.of(), true);

    private DatasetGroup insert(String name) {
        var group = Samples.group(name);
        Samples.insert(catalog, group);
        return group;
    }

    private void insertOneByOne(int count) {
        for (int i = 0; i < count; i++) {
            insert("group-" + i);
        }
    }

    private void awaitAll() throws InterruptedException {
        catalog.feed().await(catalog.revision());
    }

    @Test
    void aFollowerIsToldOfEachChangeInOrder() throws InterruptedException {
        var recorder = new Recorder();
        insert("before");
        catalog.feed().follow("recorder", recorder);

        var first = insert("first");
        awaitAll();
        var second = insert("second");
        awaitAll();

        assertThat(recorder.changes)
                .containsExactly(
                        new CatalogChange(Set.of(first.arn()), false), new CatalogChange(Set.of(second.arn()), false));
    }

    @Test
    void aFollowerIsToldWhetherAJobWasPutInTheQueue() throws InterruptedException {
        var recorder = new Recorder();
        var group = insert("shop");
        catalog.feed().follow("recorder", recorder);

        catalog.write(transaction -> {
            transaction.enqueue(TaskName.DEPLOY, group.arn(), group.arn(), group.creationDateTime());
            return true;
        });
        awaitAll();

        assertThat(recorder.changes).containsExactly(new CatalogChange(Set.of(), true));
    }

    @Test
    void aFollowerIsToldOfAllThatIsRemovedWithAGroup() throws InterruptedException {
        var recorder = new Recorder();
        var group = insert("shop");
        var dataset = Samples.dataset(group);
        Samples.insert(catalog, dataset);
        catalog.feed().follow("recorder", recorder);

        catalog.write(transaction -> {
            transaction.resources().remove(group.arn());
            return true;
        });
        awaitAll();

        assertThat(recorder.resources()).containsExactlyInAnyOrder(group.arn(), dataset.arn());
    }

    @Test
    void whatAFailedTransactionWouldHaveChangedIsNotTold() throws InterruptedException {
        var recorder = new Recorder();
        catalog.feed().follow("recorder", recorder);

        try {
            catalog.write(transaction -> {
                transaction.insert(Samples.group("lost"), List.of());
                throw new IllegalStateException("changed its mind");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("changed its mind");
        }
        var kept = insert("kept");
        awaitAll();

        assertThat(recorder.resources()).containsExactly(kept.arn());
    }

    @Test
    void aFollowerThatFailsSilencesNoOtherAndIsToldThatItMayHaveMissedSomething() throws InterruptedException {
        var failing = new Recorder() {
            @Override
            public void changed(CatalogChange change) {
                super.changed(change);
                throw new IllegalStateException("a follower's fault");
            }
        };
        var recorder = new Recorder();
        catalog.feed().follow("failing", failing);
        catalog.feed().follow("recorder", recorder);

        var first = insert("first");
        awaitAll();
        var second = insert("second");
        awaitAll();
        var third = insert("third");
        awaitAll();

        assertThat(recorder.resources()).containsExactly(first.arn(), second.arn(), third.arn());
        assertThat(failing.changes)
                .containsExactly(
                        new CatalogChange(Set.of(first.arn()), false),
                        ANYTHING,
                        new CatalogChange(Set.of(third.arn()), false));
    }

    @Test
    void aSlowFollowerCatchesUpInOneCallAndDelaysNeitherCommitsNorOthers() throws InterruptedException {
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = new Recorder() {
            @Override
            public void changed(CatalogChange change) {
                super.changed(change);
                busy.countDown();
                awaitUninterruptibly(go);
            }
        };
        var first = insertWhileFollowed(slow, busy);
        var second = insert("second");
        var third = insert("third");

        go.countDown();
        awaitAll();

        assertThat(slow.changes)
                .containsExactly(
                        new CatalogChange(Set.of(first.arn()), false),
                        new CatalogChange(Set.of(second.arn(), third.arn()), false));
    }

    @Test
    void aFollowerThatFellBehindTheRecordsIsToldThatAnythingMayHaveChanged() throws InterruptedException {
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = new Recorder() {
            @Override
            public void changed(CatalogChange change) {
                super.changed(change);
                busy.countDown();
                awaitUninterruptibly(go);
            }
        };
        var first = insertWhileFollowed(slow, busy);
        catalog.write(transaction -> {
            for (long i = 0; i <= ChangeTable.RETAINED; i++) {
                transaction.advance();
            }
            return true;
        });

        go.countDown();
        awaitAll();
        var later = insert("later");
        awaitAll();

        assertThat(slow.changes)
                .containsExactly(
                        new CatalogChange(Set.of(first.arn()), false),
                        ANYTHING,
                        new CatalogChange(Set.of(later.arn()), false));
    }

    private DatasetGroup insertWhileFollowed(ChangeFeed.Follower follower, CountDownLatch busy)
            throws InterruptedException {
        catalog.feed().follow("slow", follower);
        var group = insert("first");
        busy.await();
        return group;
    }

    @Test
    void theRecordsAreBounded() throws InterruptedException {
        insert("oldest");
        catalog.write(transaction -> {
            for (long i = 0; i <= 2 * ChangeTable.RETAINED; i++) {
                transaction.advance();
            }
            return true;
        });

        long revision = catalog.revision();
        assertThat(between(revision - 1, revision)).isPresent();
        assertThat(between(0, revision)).isEmpty();
        long rows = catalog.read(view -> view.sql.count("SELECT COUNT(*) FROM change"));
        assertThat(rows).isZero();
    }

    private Optional<CatalogChange> between(long revision, long newest) {
        return catalog.read(view -> view.changes().between(revision, newest));
    }

    @Test
    void eachFollowerHasAThreadOfItsOwnAndNoneIsCalledByTheWriter() throws InterruptedException {
        var one = new Recorder();
        var other = new Recorder();
        catalog.feed().follow("one", one);
        catalog.feed().follow("other", other);
        var writer = catalog.write(_ -> Thread.currentThread());

        insertOneByOne(20);
        awaitAll();

        assertThat(one.threads)
                .isNotEmpty()
                .doesNotContain(writer)
                .allMatch(thread -> thread == one.threads.getFirst());
        assertThat(other.threads).isNotEmpty().doesNotContain(writer).doesNotContain(one.threads.getFirst());
    }

    @Test
    void aFollowerMayReadAndWriteTheCatalog() throws InterruptedException {
        catalog.feed().follow("writing", new Recorder() {
            @Override
            public void changed(CatalogChange change) {
                if (changes.isEmpty()) {
                    insert("by-the-follower");
                }
                super.changed(change);
            }
        });

        insert("by-a-caller");
        awaitAll();

        assertThat(catalog.<Boolean>read(view ->
                        view.find(Samples.group("by-the-follower").arn()).isPresent()))
                .isTrue();
    }

    @Test
    void aFollowerThatEndedItsRegistrationIsToldNothing() throws InterruptedException {
        var recorder = new Recorder();
        catalog.feed().follow("recorder", recorder).close();

        insert("unheard");
        awaitAll();

        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void afterARestartFollowersGoOnWithTheNextRevision() throws InterruptedException {
        insert("before");
        long revision = catalog.revision();
        catalog.close();
        open();
        var recorder = new Recorder();
        catalog.feed().follow("recorder", recorder);

        var after = insert("after");
        awaitAll();

        assertThat(catalog.revision()).isEqualTo(revision + 1);
        assertThat(recorder.changes).containsExactly(new CatalogChange(Set.of(after.arn()), false));
    }

    @Test
    void anotherHolderOfTheDatabaseFollowsByTheRevisionThatItReads() throws InterruptedException {
        try (var other = Catalog.open(folder.resolve("catalog.db"))) {
            var recorder = new Recorder();
            other.feed().follow("recorder", recorder);
            var first = insert("first");
            var second = insert("second");

            long revision = other.read(view -> new Counters(view.sql).revision());
            other.feed().announce(revision);
            other.feed().await(revision);

            assertThat(recorder.changes).containsExactly(new CatalogChange(Set.of(first.arn(), second.arn()), false));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
