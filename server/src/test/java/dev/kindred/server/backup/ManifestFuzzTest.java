package dev.kindred.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileBytes;
import dev.kindred.server.fuzz.HostileText;
import dev.kindred.server.storage.FolderBackups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manifests of backups that were changed, with and without the right digest in their name.
class ManifestFuzzTest {

    private static final int MANIFESTS = 20_000;

    @TempDir
    Path folder;

    @Test
    void everyManifestIsReadOrRefused() throws IOException {
        var target = new FolderBackups(folder);
        var genuine = new Manifest(
                Manifest.VERSION,
                Instant.parse("2026-12-01T04:35:00Z"),
                new UUID(1, 2),
                30,
                List.of(
                        new Manifest.Entry("catalog.sqlite", 4_096, 1, "ab".repeat(32)),
                        new Manifest.Entry("segments/1/a-3f1c09ab.1e.parquet", 100, 2, "cd".repeat(32))));
        Files.createDirectories(folder.resolve("backups"));

        Fuzzer.run("manifest", MANIFESTS, List.of(IOException.class), random -> {
            byte[] content = changed(genuine.toBytes(), random);
            boolean isForged = random.nextInt(4) > 0;
            var id = isForged ? "20261201T043500Z-1e-" + Manifest.digest(content) : genuine.id();
            var file = folder.resolve(Manifest.nameOf(id));
            Files.write(file, content);
            try {
                for (var entry : Manifest.read(target, id).files()) {
                    assertThat(entry.blob()).startsWith("files/");
                    assertThat(folder.resolve(entry.path()).normalize().startsWith(folder))
                            .isTrue();
                }
            } finally {
                Files.delete(file);
            }
        });
    }

    private static byte[] changed(byte[] manifest, Random random) {
        if (random.nextInt(500) == 0) {
            return "null".getBytes(UTF_8);
        }
        if (random.nextBoolean()) {
            return HostileBytes.damaged(manifest, random);
        }
        var hostile = new HostileText(random);
        var text = new String(manifest, UTF_8);
        var from = hostile.pick(List.of(
                "\"catalog.sqlite\"",
                "4096",
                "30",
                "\"" + "ab".repeat(32) + "\"",
                "\"2026-12-01T04:35:00Z\"",
                "[{",
                "1,\""));
        var to = hostile.pick(List.of(
                "null",
                "-1",
                "\"../../etc/passwd\"",
                "\"/etc/passwd\"",
                "\"\"",
                "\"a\"",
                "[null,{",
                "1e400",
                "{}",
                "\"a\\u0000b\""));
        return text.replace(from, to).getBytes(UTF_8);
    }
}
