package dev.kindred.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredDatasetsTest {

    private final OperationsFixture operations = OperationsFixture.open();
    private final Arn group = Arn.of(operations.group("films", null));
    private final Arn dataset = Arn.of(operations.dataset(group.toString(), "INTERACTIONS", OperationsFixture.EVENTS));

    private void importFull(String file) {
        operations.write(transaction -> {
            transaction.datasetFiles().removeAll(dataset, DatasetFile.Origin.BULK);
            transaction
                    .datasetFiles()
                    .add(dataset, DatasetFile.Origin.BULK, new DatasetFile.Content(file, 1, 1, 0), operations.now());
            return file;
        });
    }

    private static List<String> files(StoredDatasets stored) {
        return stored.of(DatasetType.INTERACTIONS).files().stream()
                .map(DatasetFile::file)
                .toList();
    }

    @Test
    void aReadingWhoseFilesAnImportRemovesIsRepeatedWithTheNextFiles() throws IOException {
        importFull("first");
        var seen = new ArrayList<List<String>>();

        var read = StoredDatasets.reading(operations.catalog(), group, stored -> {
            seen.add(files(stored));
            if (seen.size() == 1) {
                importFull("second");
                throw new IOException("the file is gone");
            }
            return files(stored);
        });

        assertThat(seen).containsExactly(List.of("first"), List.of("second"));
        assertThat(read).containsExactly("second");
    }

    @Test
    void aReadingThatFailsWithPresentFilesFails() {
        importFull("damaged");

        assertThatThrownBy(() -> StoredDatasets.reading(operations.catalog(), group, _ -> {
                    throw new IOException("the file is damaged");
                }))
                .hasMessage("the file is damaged");
    }

    @Test
    void aGroupWithoutADatasetHasOneWithoutFiles() {
        var stored = operations.read(view -> StoredDatasets.of(view, group));

        assertThat(stored.of(DatasetType.USERS).dataset()).isNull();
        assertThat(stored.of(DatasetType.USERS).files()).isEmpty();
    }
}
