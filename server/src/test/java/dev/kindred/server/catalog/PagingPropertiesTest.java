package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class PagingPropertiesTest {
    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final Catalog CATALOG = Catalog.open(newFile());

    private static Path newFile() {
        try {
            var folder = Files.createTempDirectory("kindred-paging");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                CATALOG.close();
                for (var file : List.of("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", "")) {
                    folder.resolve(file).toFile().delete();
                }
            }));
            return folder.resolve("catalog.sqlite");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each step of a client is the size of its page; before it, `inserts` jobs are added.
    @Property(tries = 60)
    void pagesCoverWhatWasThereOnceWhateverComesInBetween(
            @ForAll @IntRange(max = 30) int jobs,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 7) Integer> sizes,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 3) Integer> inserts) {
        var scope = new Scope("000000000000", "try-" + TRIES.incrementAndGet());
        add(scope, "old", jobs);
        var seen = new ArrayList<String>();
        String token = null;
        int step = 0;

        do {
            var page = page(scope, sizes.get(step % sizes.size()), token);
            seen.addAll(page.entries());
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(sizes.get(step % sizes.size()));
            assertThat(page.nextToken()).isNotEqualTo(step == 0 ? "" : token);
            token = page.nextToken();
            add(scope, "new-" + step, inserts.get(step % inserts.size()));
            step++;
        } while (token != null);

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, jobs)
                        .mapToObj(i -> "old-" + (jobs - 1 - i))
                        .toList());
    }

    private static void add(Scope scope, String prefix, int count) {
        Samples.insert(
                CATALOG,
                IntStream.range(0, count)
                        .mapToObj(i -> Samples.job(scope, prefix + "-" + i, Samples.datasetArn(scope)))
                        .toArray(Resource[]::new));
    }

    private static Paging.Page<String> page(Scope scope, int size, @Nullable String token) {
        return CATALOG.paging()
                .newestFirst(
                        new Paging.Query("ListDatasetImportJobs", scope, List.of(), token, size),
                        DatasetImportJob.class,
                        ResourceKind.DATASET_IMPORT_JOB,
                        null)
                .map(DatasetImportJob::jobName);
    }
}
