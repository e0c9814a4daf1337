package dev.kindred.server.console;

import java.util.Map;

/// The import jobs, page by page on the tokens of ListDatasetImportJobs.
final class ImportJobsPage implements Page {

    private static final int ROWS = 25;
    private static final int DATASETS = 100;

    @Override
    public String path() {
        return "/import-jobs";
    }

    @Override
    public Answer answer(Visit visit) {
        var dataset = visit.parameter("dataset");
        var token = visit.parameter("token");
        var jobs = visit.call("ListDatasetImportJobs", "datasetArn", dataset, "maxResults", ROWS, "nextToken", token);
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
                        "isFirst",
                        token.isEmpty(),
                        "nextToken",
                        Text.of(jobs, "nextToken")));
    }
}
