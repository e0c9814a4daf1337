package dev.kindred.compat;

import dev.kindred.paginators.PaginationConfig;
import dev.kindred.paginators.PersonalizePaginators;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// The README's Java example, compiled.
final class ReadmeExample {

    private ReadmeExample() {}

    static void printJobs(PersonalizeClient client) {
        PersonalizePaginators.listDatasetImportJobs(client)
                .paginate(PaginationConfig.builder().pageSize(50).maxItems(1000).build())
                .items()
                .forEach(job -> System.out.println(job.jobName() + " " + job.status()));
    }
}
