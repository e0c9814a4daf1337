package dev.kindred.server.console;

import java.util.List;
import java.util.Map;

/// The import jobs, page by page on the tokens of ListDatasetImportJobs.
final class ImportJobsPage implements Page {

    /// The rows of a page, which fit a screen or two. Taste.
    private static final int ROWS = 25;

    /// The datasets to choose from: the largest page of AWS's lists.
    private static final int DATASETS = 100;

    private static final List<String> STATUSES =
            List.of("ACTIVE", "CREATE FAILED", "CREATE PENDING", "CREATE IN_PROGRESS");

    @Override
    public String path() {
        return "/import-jobs";
    }

    @Override
    public Answer answer(Visit visit) {
        var dataset = visit.parameter("dataset");
        var status = visit.parameter("status");
        var token = visit.parameter("token");
        var jobs = visit.callExtended(
                "ListDatasetImportJobs",
                status.<Map<String, Object>>map(wanted -> Map.of("status", wanted))
                        .orElse(Map.of()),
                "datasetArn",
                dataset,
                "maxResults",
                ROWS,
                "nextToken",
                token);
        var frame = Frame.of("Import jobs", path(), visit);
        return Html.of(
                "importJobs",
                Map.of(
                        "frame",
                        frame,
                        "jobs",
                        jobs.path("datasetImportJobs"),
                        "datasets",
                        visit.call("ListDatasets", "maxResults", DATASETS).path("datasets"),
                        "dataset",
                        dataset.orElse(""),
                        "statuses",
                        STATUSES,
                        "status",
                        status.orElse(""),
                        "isFirst",
                        token.isEmpty(),
                        "nextToken",
                        Text.of(jobs, "nextToken")));
    }
}
