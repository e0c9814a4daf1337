package dev.kindred.server.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.disk.PowerCutDisk.Choice;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.PartedLog;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A write whose `n`-th force fails is repeated and acknowledged. After a power cut it is there: the failed force was
/// repeated, too.
class FailedForceTest {

    private static final int MOST_FORCES = 30;

    /// Keeps nothing that is not durable.
    private static final Choice NOTHING = new Choice() {
        @Override
        public boolean keepsName() {
            return false;
        }

        @Override
        public int keptOf(int bytes) {
            return 0;
        }
    };

    @TempDir
    private Path folder;

    private interface Work {
        void run() throws IOException;
    }

    /// Returns the disk after a power cut.
    private Path cut(PowerCutDisk disk, int n) throws IOException {
        var image = Files.createDirectory(folder.resolve("image-" + n));
        disk.writeImage(image, NOTHING);
        return image;
    }

    private static void repeatIfRefused(Work work) throws IOException {
        try {
            work.run();
        } catch (StorageException | IOException e) {
            work.run();
        }
    }

    @Test
    void anObjectThatIsPutAgainSurvivesAPowerCut() throws IOException {
        int n = 1;
        for (boolean failed = true; failed && n < MOST_FORCES; n++) {
            var data = Files.createDirectory(folder.resolve("data-" + n));
            var disk = new PowerCutDisk(data);
            var store = LocalObjectStore.open(
                    new ObservedFileSystem(disk).of(data), InstantSource.system(), "000000000000");
            var object = S3Location.parse("s3://data/new/folder/key");
            store.createBucket("data");

            disk.failForce(n);
            repeatIfRefused(
                    () -> store.put(object, new ByteArrayInputStream("content".getBytes(StandardCharsets.UTF_8))));
            failed = disk.hasFailed();

            var after = LocalObjectStore.open(cut(disk, n), InstantSource.system(), "000000000000");
            try (var content = after.open(object, 0)) {
                assertThat(content).as("force %d", n).hasContent("content");
            }
        }
        assertThat(n).isGreaterThan(5);
    }

    @Test
    void aFrameThatIsAppendedAgainSurvivesAPowerCut() throws IOException {
        int n = 1;
        for (boolean failed = true; failed && n < MOST_FORCES; n++) {
            var data = Files.createDirectory(folder.resolve("data-" + n));
            var disk = new PowerCutDisk(data);
            var path = new ObservedFileSystem(disk).of(data).resolve("stream/of/dataset");

            disk.failForce(n);
            repeatIfRefused(() -> {
                try (var log = PartedLog.open(path, 0)) {
                    repeatIfRefused(() -> log.append(List.of("frame".getBytes(StandardCharsets.UTF_8))));
                }
            });
            failed = disk.hasFailed();

            var frames = new ArrayList<String>();
            try (var log = PartedLog.open(cut(disk, n).resolve("stream/of/dataset"), 0)) {
                log.read(
                        0,
                        log.lastPart(),
                        (_, frame) ->
                                frames.add(StandardCharsets.UTF_8.decode(frame).toString()));
            }
            assertThat(frames).as("force %d", n).containsOnly("frame");
        }
        assertThat(n).isGreaterThan(4);
    }
}
