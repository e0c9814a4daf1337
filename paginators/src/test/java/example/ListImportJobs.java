package example;

import dev.kindred.paginators.PaginationConfig;
import dev.kindred.paginators.PersonalizePaginators;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/**
 * Lists import jobs, three at a time; an argument is the token to resume with. Endpoint and credentials come from the
 * environment.
 */
public final class ListImportJobs {

    private ListImportJobs() {}

    public static void main(String[] args) {
        try (var client = PersonalizeClient.create()) {
            var config = PaginationConfig.builder()
                    .maxItems(3)
                    .pageSize(2)
                    .startingToken(args.length > 0 ? args[0] : null)
                    .build();
            var jobs = PersonalizePaginators.listDatasetImportJobs(client).paginate(config);

            jobs.items().forEach(job -> System.out.println(job.jobName() + "  " + job.status()));

            jobs.resumeToken().ifPresent(token -> System.out.println("More: " + token));
        }
    }
}
