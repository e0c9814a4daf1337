package dev.kindred.server.console;

import dev.kindred.server.view.RunningJobs;
import java.util.Map;

/// The first page: dataset groups, running jobs, the newest import jobs.
final class OverviewPage implements Page {

    /// The dataset groups that are shown. Taste.
    private static final int GROUPS = 50;

    /// The import jobs that are shown. Taste.
    private static final int NEWEST = 8;

    private final RunningJobs running;

    OverviewPage(RunningJobs running) {
        this.running = running;
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Answer answer(Visit visit) {
        var groups = visit.call("ListDatasetGroups", "maxResults", GROUPS);
        var imports = visit.call("ListDatasetImportJobs", "maxResults", NEWEST);
        return Html.of(
                "overview",
                Map.of(
                        "frame",
                        Frame.of("Overview", path(), visit),
                        "groups",
                        groups.path("datasetGroups"),
                        "imports",
                        imports.path("datasetImportJobs"),
                        "running",
                        running.visibleTo(visit.visitor())));
    }
}
