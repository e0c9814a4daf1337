package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sends marked user ids, item ids, properties, tags, filter values, cells of files and metadata of objects through
/// every operation that takes them, and searches for the mark in every place that others can read: the log with all
/// its details, metrics, messages, page tokens and file names.
///
/// Slow: it trains, and calls every operation.
class PrivacyTest {

    private static final String MARK = "canary7f3a";

    @TempDir
    private Path folder;

    @Test
    void sensitiveValuesReachNoLogNoMetricNoMessageAndNoFileName() throws IOException {
        Boto3.assumeInstalled();

        var data = folder.resolve("data");
        String log;
        try (var server = PackagedServer.start(data, "--log-level=debug")) {
            Boto3.passes(server, "canaries.py");
            log = server.log();
        }

        assertThat(log).doesNotContain(MARK);
        try (var files = Files.walk(data)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(MARK));
        }
    }
}
