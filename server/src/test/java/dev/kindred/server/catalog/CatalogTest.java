package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");

    private final Path file;
    private Catalog catalog;

    CatalogTest(@TempDir Path folder) {
        file = folder.resolve("catalog.sqlite");
        catalog = Catalog.open(file);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private void reopen() {
        catalog.close();
        catalog = Catalog.open(file);
    }

    private <R extends Resource> Optional<R> find(Class<R> type, R resource) {
        return catalog.read(view -> view.find(type, resource.arn()));
    }

    private Optional<Resource> find(Arn arn) {
        return catalog.read(view -> view.find(arn));
    }

    private List<Tag> tagsOf(Arn arn) {
        return catalog.read(view -> view.tags().of(arn));
    }

    private Optional<String> reportOf(Arn arn) {
        return catalog.read(view -> view.reports().find(arn));
    }

    private List<DatasetFile> segmentsOf(Dataset dataset) {
        return catalog.read(view -> view.datasetFiles().of(dataset.arn()));
    }

    private List<String> segmentFiles() {
        return catalog.read(view -> view.datasetFiles().names());
    }

    private List<QueuedJob> queue() {
        return catalog.read(view -> view.jobs().all());
    }

    private List<DatasetSchema> schemas() {
        return catalog.read(view -> view.resources().all(Samples.HERE, DatasetSchema.class, ResourceKind.SCHEMA));
    }

    private long countSchemas() {
        return catalog.read(view -> view.resources().count(Samples.HERE, ResourceKind.SCHEMA));
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        var group = Samples.group("shop");

        assertThatThrownBy(() -> catalog.write(transaction -> {
                    transaction.insert(group, List.of(new Tag("team", "toys")));
                    transaction.enqueue(TaskName.DEPLOY, group.arn(), group.arn(), LATER);
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("changed my mind");

        assertThat(find(DatasetGroup.class, group)).isEmpty();
        assertThat(tagsOf(group.arn())).isEmpty();
        assertThat(queue()).isEmpty();
    }

    @Test
    void aTakenNameIsRefused() {
        Samples.insert(catalog, Samples.group("shop"));

        assertThatThrownBy(() -> Samples.insert(catalog, Samples.group("shop")))
                .isInstanceOf(ResourceAlreadyExists.class)
                .hasMessage("Another resource with Arn " + Samples.group("shop").arn() + " already exists.");
    }

    @Test
    void aValueThatIsNoLongerTheLatestCannotBeReplaced() {
        var group = Samples.group("shop");
        Samples.insert(catalog, group);
        var started = group.on(new LifeCycleEvent.Started(), LATER);
        catalog.write(transaction -> transaction.replace(group, started));

        assertThatThrownBy(() -> catalog.write(transaction -> {
                    transaction.insert(Samples.schema("items"), List.of());
                    return transaction.replace(group, started);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(group.arn() + " changed since it was read");

        assertThat(find(DatasetGroup.class, group)).contains(started);
        assertThat(find(DatasetSchema.class, Samples.schema("items"))).isEmpty();
    }

    @Test
    void whatAnEarlierVersionWroteOtherwiseCanStillBeReplaced() throws SQLException {
        var group = Samples.group("shop");
        Samples.insert(catalog, group);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE resource SET document = replace(document, '{', '{ \"gone\": 1, ')");
        }

        catalog.write(transaction -> transaction.replace(group, group.on(new LifeCycleEvent.Started(), LATER)));

        assertThat(find(DatasetGroup.class, group)).contains(group.on(new LifeCycleEvent.Started(), LATER));
    }

    @Test
    void theNewestModelOfAnOwnerIsTheOneThatCounts() {
        var recommender = Samples.HERE.arn("recommender", "top");
        var first = Samples.model(recommender, 1, "first.model");
        var second = Samples.model(recommender, 2, "second.model");
        catalog.write(transaction -> {
            transaction.models().add(first);
            transaction.models().add(second);
            return true;
        });

        assertThat(catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(recommender)))
                .contains(second);
        assertThat(catalog.<List<String>>read(view -> view.models().files()))
                .containsExactlyInAnyOrder("first.model", "second.model");

        catalog.write(transaction -> {
            transaction.models().removeBefore(recommender, 2);
            return true;
        });
        assertThat(catalog.<List<String>>read(view -> view.models().files())).containsExactly("second.model");
    }

    @Test
    void cancelledWorkIsGoneAndItsWorkerIsTold() {
        var group = Samples.group("shop");
        catalog.write(transaction -> {
            transaction.enqueue(TaskName.DEPLOY, group.arn(), group.arn(), LATER);
            transaction.enqueue(TaskName.DELETE, group.arn(), group.arn(), LATER);
            return true;
        });
        var waiting = queue();

        catalog.write(transaction -> {
            transaction.jobs().cancel(TaskName.DEPLOY, group.arn());
            return true;
        });

        assertThat(queue()).extracting(QueuedJob::task).containsExactly(TaskName.DELETE);
        assertThat(catalog.<Boolean>write(transaction -> transaction.jobs().remove(waiting.getFirst())))
                .isFalse();
        assertThat(catalog.<Boolean>write(transaction -> transaction.jobs().remove(waiting.getLast())))
                .isTrue();
    }

    @Test
    void whatIsRemovedTakesWithItAllThatBelongsToIt() {
        var group = Samples.group("shop");
        var dataset = Samples.dataset(group);
        var job = Samples.job(Samples.HERE, "monday", dataset.arn());
        var stays = Samples.group("other");
        Samples.insert(catalog, group, dataset, job, stays);
        catalog.write(transaction -> {
            for (var resource : List.of(group, dataset, job, stays)) {
                transaction.tags().put(resource.arn(), new Tag("team", "toys"));
                transaction.reports().put(resource.arn(), "{}");
            }
            transaction
                    .datasetFiles()
                    .add(dataset.arn(), DatasetFile.Origin.BULK, new DatasetFile.Content("file", 1, 2, 3), LATER);
            transaction.models().add(Samples.model(dataset.arn(), 1, "model"));
            transaction.enqueue(TaskName.IMPORT, job.arn(), dataset.arn(), LATER);
            return group;
        });

        catalog.write(transaction -> {
            transaction.resources().remove(group.arn());
            return group;
        });

        for (var gone : List.of(group, dataset, job)) {
            assertThat(find(gone.arn())).isEmpty();
            assertThat(tagsOf(gone.arn())).isEmpty();
            assertThat(reportOf(gone.arn())).isEmpty();
        }
        assertThat(segmentFiles()).isEmpty();
        assertThat(catalog.<List<String>>read(view -> view.models().files())).isEmpty();
        assertThat(queue()).isEmpty();
        assertThat(find(DatasetGroup.class, stays)).contains(stays);
        assertThat(tagsOf(stays.arn())).hasSize(1);
        assertThat(reportOf(stays.arn())).contains("{}");
    }

    @Test
    void everythingIsThereAfterTheNextStart() {
        var group = Samples.group("shop");
        var dataset = Samples.dataset(group);
        catalog.write(transaction -> {
            transaction.insert(group, List.of(new Tag("team", "toys")));
            transaction.insert(dataset, List.of());
            transaction.enqueue(TaskName.IMPORT, dataset.arn(), dataset.arn(), LATER);
            transaction
                    .datasetFiles()
                    .add(dataset.arn(), DatasetFile.Origin.PUT, new DatasetFile.Content("file", 1, 2, 3), LATER);
            transaction.reports().put(dataset.arn(), "{}");
            return group;
        });
        var datasetFiles = segmentsOf(dataset);
        var queue = queue();

        reopen();

        assertThat(find(DatasetGroup.class, group)).contains(group);
        assertThat(find(Dataset.class, dataset)).contains(dataset);
        assertThat(tagsOf(group.arn())).containsExactly(new Tag("team", "toys"));
        assertThat(segmentsOf(dataset)).isEqualTo(datasetFiles).hasSize(1);
        assertThat(queue()).isEqualTo(queue).hasSize(1);
        assertThat(reportOf(dataset.arn())).contains("{}");
    }

    @Test
    void aCatalogOfANewerVersionIsLeftAlone() throws SQLException {
        catalog.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO migration (number) VALUES (99)");
        }

        assertThatThrownBy(() -> Catalog.open(file))
                .isInstanceOf(CatalogException.class)
                .hasMessage("the catalog " + file + " was written by a newer version of Kindred (form 99, this version"
                        + " knows 10): start that version, or choose another data directory");
    }

    @Test
    void whatAnEarlierVersionLeftToBeProvisionedOrUpdatedIsFinished() throws SQLException {
        var group = Samples.group("shop");
        var dataset = Samples.dataset(group);
        var wider = Samples.schema("wider").arn();
        Samples.insert(catalog, group);
        Samples.insert(catalog, dataset);
        catalog.write(transaction -> transaction.replace(dataset, dataset.updated(wider, LATER)));
        catalog.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM migration WHERE number >= 5");
            statement.execute("DROP TABLE iam_entity");
            statement.execute("DROP TABLE change");
            statement.execute("ALTER TABLE job DROP COLUMN lease_owner");
            statement.execute("ALTER TABLE job DROP COLUMN lease_until");
            statement.execute("DROP INDEX resource_by_status_seq");
            statement.execute("CREATE INDEX resource_by_status ON resource (scope, kind, status)");
            statement.execute("UPDATE resource SET document = json_set(document, '$.latestDatasetUpdate.status',"
                    + " 'CREATE PENDING', '$.schemaArn', '" + dataset.schemaArn() + "') WHERE kind = 'DATASET'");
            statement.execute("INSERT INTO job (seq, task, arn, lane, not_before, attempts) VALUES"
                    + " (101, 'PROVISION', '%1$s', '%1$s', 0, 0),".formatted(group.arn())
                    + " (102, 'UPDATE_DATASET', '%1$s', '%1$s', 0, 0)".formatted(dataset.arn()));
        }

        catalog = Catalog.open(file);

        assertThat(find(DatasetGroup.class, group)).map(DatasetGroup::status).contains(Status.ACTIVE);
        assertThat(find(Dataset.class, dataset)).contains(dataset.updated(wider, LATER));
        assertThat(queue()).isEmpty();
    }

    @Test
    void aFileThatIsNoCatalogIsNamed() throws IOException {
        var other = file.resolveSibling("notes.txt");
        Files.writeString(other, "no database at all, but long enough to look like the head of one ".repeat(20));

        assertThatThrownBy(() -> Catalog.open(other))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(other.toString());
    }

    @Test
    void aReaderCannotWrite() {
        assertThatThrownBy(() -> catalog.read(view -> view.sql.update("DELETE FROM resource")))
                .isInstanceOf(CatalogException.class);
    }

    @Test
    void aClosedCatalogSaysSo() {
        catalog.close();
        catalog.close();

        assertThatThrownBy(this::queue).isInstanceOf(CatalogException.class).hasMessage("the catalog is closed");
    }

    @Test
    void writesThatWaitWhenTheCatalogClosesAreDoneOrRefused() throws InterruptedException {
        var done = new ConcurrentLinkedQueue<String>();
        var begun = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                var schema = Samples.schema("schema-" + i);
                callers.execute(() -> {
                    try {
                        Samples.insert(catalog, schema);
                        done.add(schema.name());
                    } catch (CatalogException e) {
                        assertThat(e).hasMessage("the catalog is closed");
                    }
                    begun.countDown();
                });
            }
            begun.await();
            catalog.close();
        }

        reopen();

        assertThat(schemas()).extracting(DatasetSchema::name).containsExactlyInAnyOrderElementsOf(done);
    }

    @Test
    void manyCallersWriteAndReadSideBySide() throws Exception {
        var group = Samples.group("shop");
        Samples.insert(catalog, group);
        var wrong = new ConcurrentLinkedQueue<Throwable>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int number = i;
                callers.execute(() -> {
                    try {
                        catalog.write(transaction -> {
                            var current = transaction.require(DatasetGroup.class, group.arn());
                            var moved = current.lastUpdatedDateTime().plusMillis(1);
                            return transaction.replace(
                                    current,
                                    new DatasetGroup(
                                            current.name(),
                                            current.arn(),
                                            current.status(),
                                            "writer-" + number,
                                            null,
                                            current.creationDateTime(),
                                            moved,
                                            null,
                                            null));
                        });
                        assertThat(find(DatasetGroup.class, group)).isPresent();
                    } catch (RuntimeException | AssertionError e) {
                        wrong.add(e);
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(find(DatasetGroup.class, group).orElseThrow().lastUpdatedDateTime())
                .isEqualTo(group.lastUpdatedDateTime().plusMillis(200));
    }

    @Test
    void aReaderSeesOneMomentWhileOthersWrite() {
        Samples.insert(catalog, Samples.schema("one"));

        catalog.read(view -> {
            long before = view.resources().count(Samples.HERE, ResourceKind.SCHEMA);
            Samples.insert(catalog, Samples.schema("two"));
            assertThat(view.resources().count(Samples.HERE, ResourceKind.SCHEMA))
                    .isEqualTo(before);
            return before;
        });

        assertThat(countSchemas()).isEqualTo(2);
    }
}
