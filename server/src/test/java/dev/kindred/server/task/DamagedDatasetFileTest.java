package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// Each job that reads dataset files fails if a single bit of one differs. The failure reason names the file,
/// and the job succeeds after the file is restored.
class DamagedDatasetFileTest {

    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private int jobs;

    /// The final state of a job.
    private record End(String status, String reason) {}

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyReaderOfInteractionsRefusesADamagedFileByName() throws IOException {
        List<Supplier<End>> readers = List.of(
                () -> exportOf(fixture.interactions), this::incrementalImport, this::deletionOfUsers, this::training);
        var file = fileOf("INTERACTIONS");
        var whole = Files.readAllBytes(file);
        for (int i = 0; i < readers.size(); i++) {
            flip(file, whole, whole.length * (i + 1) / 6);
            assertRefused(readers.get(i).get(), file);
        }

        Files.write(file, whole);
        assertThat(readers)
                .extracting(reader -> reader.get().status())
                .allMatch(List.of("ACTIVE", "COMPLETED")::contains);
    }

    @Test
    void everyReaderOfItemsRefusesADamagedFileByName() throws IOException {
        var file = fileOf("ITEMS");
        var whole = Files.readAllBytes(file);
        flip(file, whole, whole.length / 3);

        assertRefused(exportOf(fixture.items), file);
        assertRefused(training("aws-user-personalization-v2"), file);

        Files.write(file, whole);
        assertThat(exportOf(fixture.items).status()).isEqualTo("ACTIVE");
    }

    private static void assertRefused(End end, Path file) {
        assertThat(end.status()).endsWith("FAILED");
        assertThat(end.reason())
                .contains(file.getFileName().toString())
                .contains("missing or damaged: its checksum is wrong. Restore it from a backup");
    }

    private static void flip(Path file, byte[] whole, int at) throws IOException {
        var changed = whole.clone();
        changed[at] ^= 0x10;
        Files.write(file, changed);
    }

    private Path fileOf(String type) throws IOException {
        var folder = fixture.shop
                .server()
                .folder()
                .resolve("segments/000000000000")
                .resolve(fixture.shop.region())
                .resolve("cinema")
                .resolve(type);
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private String nextName() {
        return "job-" + ++jobs;
    }

    private End exportOf(String dataset) {
        var arn = fixture.personalize
                .createDatasetExportJob(request -> request.jobName(nextName())
                        .datasetArn(dataset)
                        .ingestionMode("ALL")
                        .roleArn(ROLE)
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(fixture.shop.folder("exported")))))
                .datasetExportJobArn();
        return end(() -> {
            var job = fixture.personalize
                    .describeDatasetExportJob(request -> request.datasetExportJobArn(arn))
                    .datasetExportJob();
            return new End(job.status(), job.failureReason());
        });
    }

    private End incrementalImport() {
        var rows = fixture.shop.upload("more.csv", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE", "u1,d1,1,watch,");
        var arn = fixture.personalize
                .createDatasetImportJob(request -> request.jobName(nextName())
                        .datasetArn(fixture.interactions)
                        .importMode(ImportMode.INCREMENTAL)
                        .dataSource(source -> source.dataLocation(rows)))
                .datasetImportJobArn();
        return end(() ->
                new End(fixture.shop.job(arn).status(), fixture.shop.job(arn).failureReason()));
    }

    private End deletionOfUsers() {
        var users = fixture.shop.upload("users.csv", "USER_ID", "u7");
        var arn = fixture.personalize
                .createDataDeletionJob(request -> request.jobName(nextName())
                        .datasetGroupArn(fixture.group)
                        .roleArn(ROLE)
                        .dataSource(source -> source.dataLocation(users)))
                .dataDeletionJobArn();
        return end(() -> {
            var job = fixture.personalize
                    .describeDataDeletionJob(request -> request.dataDeletionJobArn(arn))
                    .dataDeletionJob();
            return new End(job.status(), job.failureReason());
        });
    }

    private End training() {
        return training("aws-popularity-count");
    }

    private End training(String recipe) {
        var solution = fixture.personalize
                .createSolution(request -> request.name(nextName())
                        .datasetGroupArn(fixture.group)
                        .recipeArn(GenreTasteFixture.RECIPES + recipe)
                        .performAutoTraining(false))
                .solutionArn();
        var arn = fixture.personalize
                .createSolutionVersion(request -> request.solutionArn(solution))
                .solutionVersionArn();
        return end(() -> {
            var version = fixture.personalize
                    .describeSolutionVersion(request -> request.solutionVersionArn(arn))
                    .solutionVersion();
            return new End(version.status(), version.failureReason());
        });
    }

    private static End end(Supplier<End> current) {
        await(() -> List.of("ACTIVE", "COMPLETED", "CREATE FAILED", "FAILED")
                .contains(current.get().status()));
        return current.get();
    }
}
