package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports that fail because of the disk, not because of their data.
class ImportBreaksOffTest {

    @Test
    void anImportThatCannotBeWrittenFailsAndSaysWhy(@TempDir Path folder) {
        var drafts = folder.resolve("segments/.drafts");
        try (var server = TestServer.in(folder, Map.of(), (_, milestone) -> {
            if (milestone == ImportDataset.Milestone.STARTED) {
                delete(drafts);
            }
        })) {
            var shop = Shop.at(server);

            var job = shop.beginImport("broken", shop.interactions(), shop.oneInteraction());
            Shop.await("CREATE FAILED", () -> shop.job(job).status());

            assertThat(shop.job(job).failureReason())
                    .startsWith("The import broke off: ")
                    .contains(drafts.toString())
                    .endsWith("Correct that and try again.");
        }
    }

    private static void delete(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
