package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// Uploads and imports a file several times the size of the heap.
class LargeImportTest {

    @TempDir
    private Path folder;

    @Test
    void aFileLargerThanTheHeapIsImported() throws Exception {
        importThrough("-Xmx96m", 4_000_000, 140_000_000);
    }

    @Test
    @Tag("nightly")
    void aFileFourTimesTheHeapIsImported() throws Exception {
        importThrough("-Xmx96m", 12_000_000, 400_000_000);
    }

    private void importThrough(String heap, int rows, long bytes) throws Exception {
        var file = InteractionsFile.write(folder.resolve("rows.csv"), 0, rows);
        assertThat(Files.size(file)).isGreaterThan(bytes);
        try (var server = PackagedServer.start(folder.resolve("data"), List.of(heap, "-XX:+ExitOnOutOfMemoryError"));
                var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            Shop.upload(s3, file);
            var job = Shop.open(personalize, "shop").createJob("large", "rows.csv", ImportMode.FULL);

            var done = Polling.untilDone(personalize, job);

            assertThat(done.failureReason()).isNull();
            assertThat(Http.getText(server.endpoint().resolve("/kindred/jobs/large/report")))
                    .contains("\"rowsImported\":" + rows);
        }
    }
}
