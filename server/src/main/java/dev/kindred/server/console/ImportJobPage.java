package dev.kindred.server.console;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.view.JobReports;
import dev.kindred.server.view.RunningJobs;
import java.util.HashMap;
import java.util.Map;

/// One import job: its progress while it runs, and then its report, with each offending cell.
final class ImportJobPage implements Page {

    private final RunningJobs running;
    private final JobReports reports;

    ImportJobPage(RunningJobs running, JobReports reports) {
        this.running = running;
        this.reports = reports;
    }

    @Override
    public String path() {
        return "/import-job";
    }

    @Override
    public Answer answer(Visit visit) {
        var arn = visit.parameter("arn").orElse("");
        var job = visit.call("DescribeDatasetImportJob", "datasetImportJobArn", arn)
                .path("datasetImportJob");
        var parameters = new HashMap<String, Object>(
                Map.of("frame", Frame.of(Text.of(job, "jobName"), "/import-jobs", visit), "job", job));
        running.find(visit.visitor(), Arn.of(arn)).ifPresent(now -> parameters.put("running", now));
        reports.find(visit.visitor(), Arn.of(arn)).ifPresent(report -> parameters.put("report", report));
        return Html.of(visit.parameter("part").isPresent() ? "importJobState" : "importJob", parameters);
    }
}
