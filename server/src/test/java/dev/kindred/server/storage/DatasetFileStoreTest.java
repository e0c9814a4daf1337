package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

class DatasetFileStoreTest {

    private static final int BYTES = 5_000;

    private final Path folder;
    private final DatasetFileStore store;

    DatasetFileStoreTest() throws IOException {
        folder = Files.createTempDirectory("kindred-test");
        store = DatasetFileStore.open(folder);
    }

    @AfterProperty
    void delete() throws IOException {
        DurableFiles.deleteTree(folder);
    }

    private DatasetFileStore.Published published() {
        var content = new byte[BYTES];
        new Random(BYTES).nextBytes(content);
        try (var draft = store.begin("rows")) {
            try (var out = draft.open()) {
                out.write(content);
            }
            return draft.publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(DatasetFileStore.Published file, String finding) {
        assertThatThrownBy(() -> store.requireWhole(file.file(), file.bytes(), file.crc32c()))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(file.file())
                .hasMessageContaining(finding);
    }

    @Property(tries = 200)
    void anyChangedBitIsFound(@ForAll @IntRange(max = BYTES - 1) int at, @ForAll @IntRange(max = 7) int bit)
            throws IOException {
        var file = published();
        var path = store.requireWhole(file.file(), file.bytes(), file.crc32c());
        var content = Files.readAllBytes(path);
        content[at] ^= (byte) (1 << bit);
        Files.write(path, content);

        assertRefused(file, "its checksum is wrong");
    }

    @Property(tries = 50)
    void anyOtherLengthIsFound(@ForAll @IntRange(max = 2 * BYTES) int length) throws IOException {
        var file = published();
        var path = store.requireWhole(file.file(), file.bytes(), file.crc32c());
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), length == BYTES ? 0 : length));

        assertRefused(file, "bytes instead of 5,000");
    }

    @Example
    void aMissingFileAndAFolderInItsPlaceAreFound() throws IOException {
        var file = published();
        var path = store.requireWhole(file.file(), file.bytes(), file.crc32c());

        Files.delete(path);
        assertThat(store.has(file.file())).isFalse();
        assertRefused(file, "it does not exist");

        Files.createDirectory(path);
        assertRefused(file, "it does not exist");
    }
}
