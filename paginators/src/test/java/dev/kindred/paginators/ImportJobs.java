package dev.kindred.paginators;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsRequest;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsResponse;

/**
 * Import jobs to list, and clients that list them without a network, for tests with many walks or control over each
 * response.
 */
final class ImportJobs {

    private ImportJobs() {}

    static PersonalizeClient client(Function<ListDatasetImportJobsRequest, ListDatasetImportJobsResponse> service) {
        return new PersonalizeClient() {
            @Override
            public ListDatasetImportJobsResponse listDatasetImportJobs(ListDatasetImportJobsRequest request) {
                return service.apply(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    static PersonalizeAsyncClient asyncClient(
            Function<ListDatasetImportJobsRequest, CompletableFuture<ListDatasetImportJobsResponse>> service) {
        return new PersonalizeAsyncClient() {
            @Override
            public CompletableFuture<ListDatasetImportJobsResponse> listDatasetImportJobs(
                    ListDatasetImportJobsRequest request) {
                return service.apply(request);
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    /** A service with {@code job-0} to {@code job-(total - 1)}; a page has {@code maxResults} of them, or 4. */
    static Function<ListDatasetImportJobsRequest, ListDatasetImportJobsResponse> holding(int total) {
        return request -> {
            int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            int to = Math.min(total, from + (request.maxResults() == null ? 4 : request.maxResults()));
            return page(to < total ? Integer.toString(to) : null, from, to);
        };
    }

    /** A page of {@code job-from} to {@code job-(to - 1)}. */
    static ListDatasetImportJobsResponse page(@Nullable String nextToken, int from, int to) {
        return ListDatasetImportJobsResponse.builder()
                .nextToken(nextToken)
                .datasetImportJobs(IntStream.range(from, to)
                        .mapToObj(number -> DatasetImportJobSummary.builder()
                                .jobName("job-" + number)
                                .build())
                        .toList())
                .build();
    }

    static List<String> names(ListDatasetImportJobsResponse page) {
        return names(page.datasetImportJobs());
    }

    static List<String> names(List<DatasetImportJobSummary> jobs) {
        return jobs.stream().map(DatasetImportJobSummary::jobName).toList();
    }
}
