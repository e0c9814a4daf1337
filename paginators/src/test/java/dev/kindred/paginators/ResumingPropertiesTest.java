package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The parts of a listing, however it is split, are the whole. */
class ResumingPropertiesTest {

    @Property
    void resumingUntilNoTokenIsLeftGivesEveryItemOnceInOrder(
            @ForAll @IntRange(max = 120) int total,
            @ForAll @IntRange(min = 1, max = 30) int pageSize,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 1, max = 50) Integer> limits) {
        var client = ImportJobs.client(ImportJobs.holding(total));
        var paginator = PersonalizePaginators.listDatasetImportJobs(client);

        var names = new ArrayList<String>();
        String token = null;
        int run = 0;
        do {
            int limit = limits.get(run++ % limits.size());
            var result = paginator
                    .paginate(new PaginationConfig(limit, pageSize, token))
                    .buildFullResult();
            assertThat(result.items()).hasSizeLessThanOrEqualTo(limit);
            names.addAll(ImportJobs.names(result.items()));
            token = result.nextToken().orElse(null);
        } while (token != null && run <= total);

        assertThat(names).isEqualTo(jobs(total));
    }

    @Property
    void aWalkSendsNoMoreRequestsThanItsItemsNeed(
            @ForAll @IntRange(max = 120) int total,
            @ForAll @IntRange(min = 1, max = 30) int pageSize,
            @ForAll @IntRange(max = 150) int limit) {
        var requests = new ArrayList<@Nullable String>();
        var client = ImportJobs.client(request -> {
            requests.add(request.nextToken());
            return ImportJobs.holding(total).apply(request);
        });

        var result = PersonalizePaginators.listDatasetImportJobs(client)
                .paginate(new PaginationConfig(limit, pageSize, null))
                .buildFullResult();

        int needed = Math.min(limit, total);
        assertThat(result.items()).hasSize(needed);
        assertThat(requests)
                .hasSize(Math.max(1, (needed + pageSize - 1) / pageSize))
                .doesNotHaveDuplicates();
        assertThat(result.nextToken().isPresent()).isEqualTo(limit < total || (limit == 0 && total > 0));
    }

    @Property
    void aPublisherGivesWhatAnIteratorGives(
            @ForAll @IntRange(max = 60) int total,
            @ForAll @IntRange(min = 1, max = 10) int pageSize,
            @ForAll @IntRange(min = -5, max = 70) int limit,
            @ForAll @IntRange(max = 12) int skipped) {
        var service = ImportJobs.holding(total);
        var config = new PaginationConfig(limit, pageSize, ResumeToken.START.encode(skipped));

        var pages = PersonalizePaginators.listDatasetImportJobs(ImportJobs.client(service))
                .paginate(config);
        var published = PersonalizePaginators.listDatasetImportJobs(
                        ImportJobs.asyncClient(request -> CompletableFuture.completedFuture(service.apply(request))))
                .paginate(config);

        var expected = pages.buildFullResult();
        var actual = published.buildFullResult().join();
        assertThat(actual.items()).isEqualTo(expected.items());
        assertThat(actual.nextToken()).isEqualTo(expected.nextToken());
    }

    private static List<String> jobs(int total) {
        return IntStream.range(0, total).mapToObj(number -> "job-" + number).toList();
    }
}
