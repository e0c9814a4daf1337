package dev.kindred.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;

/// Starts import jobs, shows their progress, and lists them.
final class ImportJobs {

    private static final int PAGE_SIZE = 2;
    private static final int MOST_PAGES = 5;

    private final DemoClients clients;
    private final Screen screen;

    ImportJobs(DemoClients clients, Screen screen) {
        this.clients = clients;
        this.screen = screen;
    }

    /// A started job.
    ///
    /// @param bytes the size of its file
    record Started(String name, String arn, long bytes) {}

    /// Starts a job that imports into a dataset. Names of jobs cannot be reused, so each run picks a new one.
    Started start(String datasetArn, String prefix, String location, long bytes) {
        var jobs = clients.personalize()
                .listDatasetImportJobsPaginator(list -> list.datasetArn(datasetArn))
                .datasetImportJobs();
        for (long number = jobs.stream().count() + 1; ; number++) {
            var name = prefix + "-" + number;
            try {
                var arn = clients.personalize()
                        .createDatasetImportJob(job -> job.jobName(name)
                                .datasetArn(datasetArn)
                                .dataSource(source -> source.dataLocation(location)))
                        .datasetImportJobArn();
                return new Started(name, arn, bytes);
            } catch (ResourceAlreadyExistsException e) {
                // another run took the name
            }
        }
    }

    /// Shows the progress of each job until all have ended.
    ///
    /// @throws DemoException if jobs failed, with the reason of each
    void watch(List<Started> jobs) throws InterruptedException {
        var failures = new ArrayList<String>();
        for (var job : jobs) {
            var reason = watch(job);
            if (!reason.isEmpty()) {
                failures.add("The import job %s failed: %s%nIts report: %s"
                        .formatted(job.name(), reason, clients.jobAddress(job.arn() + "/report")));
            }
        }
        if (!failures.isEmpty()) {
            throw new DemoException(failures.stream().collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /// Returns the reason why a job failed, or an empty text.
    private String watch(Started job) throws InterruptedException {
        try (var bar = screen.bar(job.name(), job.bytes())) {
            while (true) {
                var view = clients.job(job.arn());
                switch (view.path("status").asString("")) {
                    case "ACTIVE" -> {
                        bar.reach(
                                job.bytes(),
                                clients.job(job.arn() + "/report")
                                        .path("rowsImported")
                                        .asLong(0));
                        return "";
                    }
                    case "CREATE FAILED" -> {
                        return view.path("failureReason").asString("no reason was given");
                    }
                    default -> {
                        var progress = view.path("progress");
                        bar.reach(
                                progress.path("bytes").asLong(0),
                                progress.path("rows").asLong(0));
                        Thread.sleep(50);
                    }
                }
            }
        }
    }

    /// Lists the region's jobs, the newest first, one page at a time.
    void list() {
        int number = 0;
        for (var page : clients.personalize().listDatasetImportJobsPaginator(list -> list.maxResults(PAGE_SIZE))) {
            number++;
            screen.say("  page %d".formatted(number));
            page.datasetImportJobs().forEach(job -> screen.say("    " + lineOf(job)));
            if (page.nextToken() != null && number == MOST_PAGES) {
                screen.say("  … and so on, with nextToken " + page.nextToken().substring(0, 12) + "…");
                return;
            }
        }
    }

    private static String lineOf(DatasetImportJobSummary job) {
        return "%-32s %-8s %-12s %s"
                .formatted(job.jobName(), job.status(), job.importModeAsString(), job.creationDateTime());
    }
}
