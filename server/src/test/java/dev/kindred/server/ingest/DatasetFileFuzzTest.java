package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileBytes;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parquet files that were changed: the store refuses each, and a reader that gets one does not fail otherwise.
class DatasetFileFuzzTest {

    private static final int FILES = 20_000;
    private static final int READS = 2_000;

    @TempDir
    Path folder;

    private DatasetFileStore store;
    private byte[] genuine;

    @BeforeEach
    void write() throws IOException {
        store = DatasetFileStore.open(folder);
        var csv = new StringBuilder("ITEM_ID,GENRE,PRICE,RATING,STOCK,ADULT,PLOT\n");
        for (int i = 0; i < 40; i++) {
            csv.append("i%d,%s,%d.5,0.25,%d,%s,\"A plot, %d\"\n"
                    .formatted(i, i % 3 == 0 ? "" : "g" + i % 3, i, i, i % 2 == 0, i));
        }
        genuine = TestImports.run(
                        TestImports.ITEMS,
                        700,
                        1,
                        TestImports.source("a.csv", csv.toString().getBytes(UTF_8)))
                .datasetFile();
    }

    @Test
    void noChangedFileIsOpened() throws IOException {
        DatasetFileStore.Published published;
        try (var draft = store.begin("items")) {
            try (var out = draft.open()) {
                out.write(genuine);
            }
            published = draft.publish();
        }
        var file = folder.resolve(published.file());

        Fuzzer.run("dataset-file", FILES, List.of(), random -> {
            byte[] changed = HostileBytes.damaged(genuine, random);
            Files.write(file, changed);
            if (Arrays.equals(changed, genuine)) {
                assertThat(store.requireWhole(published.file(), published.bytes(), published.crc32c()))
                        .isEqualTo(file);
            } else {
                assertThatThrownBy(() -> store.requireWhole(published.file(), published.bytes(), published.crc32c()))
                        .isInstanceOf(DamagedFileException.class);
            }
        });
    }

    @Test
    void everyFileWithTheRightChecksumIsReadOrRefused() throws IOException, SQLException {
        var file = folder.resolve("changed.parquet");
        try (var database = DuckDb.open(folder, 64 << 20, 1)) {
            Fuzzer.run("parquet", READS, List.of(SQLException.class), random -> {
                Files.write(file, HostileBytes.damaged(genuine, random));
                var rows = DatasetFileRows.of(TestImports.ITEMS, 0, file);
                try (var result = database.statement().executeQuery(rows)) {
                    int columns = result.getMetaData().getColumnCount();
                    while (result.next()) {
                        for (int i = 1; i <= columns; i++) {
                            result.getObject(i);
                        }
                    }
                }
            });
        }
    }
}
