package dev.kindred.server.console;

import dev.kindred.server.view.RunningJobs;
import java.util.Map;

/// The running jobs: the part of the first page that is fetched again and again.
final class RunningPart implements Page {

    private final RunningJobs running;

    RunningPart(RunningJobs running) {
        this.running = running;
    }

    @Override
    public String path() {
        return "/parts/running";
    }

    @Override
    public Answer answer(Visit visit) {
        return Html.of("running", Map.of("running", running.visibleTo(visit.visitor())));
    }
}
