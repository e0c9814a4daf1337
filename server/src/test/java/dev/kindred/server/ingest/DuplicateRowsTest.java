package dev.kindred.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuplicateRowsTest {

    private static final String HEADER = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n";

    @TempDir
    private Path folder;

    private Path spill = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        spill = Files.createDirectory(folder.resolve("spill's"));
        target = folder.resolve("target.parquet");
    }

    @Test
    void areLeftOutWhetherInTheNewDatasetFileOrAnOldOne() throws IOException {
        var old1 = datasetFile("old1", "u1,i1,view,1\nu2,i2,,2\n");
        var old2 = datasetFile("old2", "u3,i3,view,3\n");
        var fresh = datasetFile("fresh", "u1,i1,view,1\nu2,i2,,2\nu3,i3,view,4\nu3,i3,view,4\nu3,i3,,3\nu3,i3,,3\n");

        long written = duplicates().writeNew(TestImports.INTERACTIONS, fresh, List.of(old1, old2), target);

        assertThat(written).isEqualTo(2);
        assertThat(TestImports.query("SELECT * FROM '" + target + "' ORDER BY TIMESTAMP"))
                .containsExactly(Arrays.asList("u3", "i3", null, 3L), Arrays.asList("u3", "i3", "view", 4L));
        assertThat(TestImports.query("SELECT decode(value) FROM parquet_kv_metadata('" + target + "')"))
                .containsExactly(List.of(TestImports.INTERACTIONS.toText()));
        assertThat(spill).isEmptyDirectory();
    }

    @Test
    void areLeftOutOfAFirstDatasetFile() throws IOException {
        var fresh = datasetFile("fresh", "u1,i1,view,1\nu1,i1,view,1\n");

        assertThat(duplicates().writeNew(TestImports.INTERACTIONS, fresh, List.of(), target))
                .isEqualTo(1);
    }

    @Test
    void mayBeAllOfThem() throws IOException {
        var fresh = datasetFile("fresh", "u1,i1,view,1\n");

        assertThat(duplicates().writeNew(TestImports.INTERACTIONS, fresh, List.of(fresh), target))
                .isZero();
        assertThat(TestImports.query("SELECT * FROM '" + target + "'")).isEmpty();
    }

    @Test
    void leaveNothingBehindWhenASegmentIsMissing() {
        assertThatThrownBy(() -> duplicates()
                        .writeNew(TestImports.INTERACTIONS, folder.resolve("missing.parquet"), List.of(), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.parquet");
        assertThat(spill).isEmptyDirectory();
    }

    private DuplicateRows duplicates() {
        return new DuplicateRows(spill, 256 << 20, 2);
    }

    private Path datasetFile(String name, String rows) throws IOException {
        return Files.write(
                folder.resolve(name + ".parquet"),
                TestImports.run(TestImports.INTERACTIONS, HEADER + rows).datasetFile());
    }
}
