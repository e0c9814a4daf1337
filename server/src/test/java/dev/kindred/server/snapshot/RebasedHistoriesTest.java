package dev.kindred.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.StreamedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebasedHistoriesTest {

    @TempDir
    private Path folder;

    private Snapshot sealed(int part) {
        try {
            var file = folder.resolve("snapshot-" + part);
            new SnapshotBuilder(
                            new AvroSchema("Interactions", List.of()), DatasetType.INTERACTIONS, folder, 64 << 20, 1)
                    .write(List.of(), part, file);
            return Snapshot.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StreamedEvent event(@Nullable String user, String session, String item, long time) {
        return new StreamedEvent(
                time, user, session, item + time, item, "watch", Float.NaN, time, null, List.of(), null, Map.of());
    }

    @Test
    void usersAndSessionsAllOfWhoseEventsAreSealedTakeNoMemory() {
        var histories = new Histories(sealed(0), new ItemRows());
        histories.committed(1, event("ann", "s1", "tea", 1));
        histories.committed(1, event(null, "s2", "tea", 2));
        histories.committed(2, event("bob", "s3", "tea", 3));
        assertThat(histories.inMemory()).isEqualTo(3);

        histories.rebase(sealed(1));

        assertThat(histories.inMemory()).isEqualTo(1);
        assertThat(histories.of("ann", 10).size()).isZero();
        assertThat(histories.of("bob", 10).size()).isEqualTo(1);
    }

    @Test
    void noEventIsLostWhileOthersAreForgotten() throws Exception {
        var histories = new Histories(sealed(0), new ItemRows());
        var snapshots = IntStream.rangeClosed(1, 20).mapToObj(this::sealed).toList();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var rebasing = threads.submit(() -> snapshots.forEach(histories::rebase));
            for (int i = 0; i < 20_000; i++) {
                histories.committed(i < 19_900 ? 20 : 21, event("ann", "s", "i" + i, i));
            }
            rebasing.get();
        }
        histories.rebase(sealed(20));

        assertThat(histories.of("ann", 1_000).size()).isEqualTo(100);
    }
}
