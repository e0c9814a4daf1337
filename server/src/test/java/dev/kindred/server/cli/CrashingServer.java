package dev.kindred.server.cli;

import dev.kindred.server.task.ImportDataset.Milestone;
import java.nio.file.Path;
import java.util.Map;

/// A server, for a process of its own, whose import named `second` stands still at one milestone, so that it can be
/// killed there.
///
/// Arguments: the data directory, and the milestone. It prints `ready <endpoint>` and later `at <milestone>`.
final class CrashingServer {

    private CrashingServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        var fatal = Milestone.valueOf(arguments[1]);
        var server = TestServer.in(Path.of(arguments[0]), Map.of("log.level", "error"), (job, milestone) -> {
            if (milestone == fatal && job.jobName().equals("second")) {
                System.out.println("at " + milestone);
                standStill();
            }
        });
        System.out.println("ready " + server.endpoint());
        Thread.currentThread().join();
    }

    private static void standStill() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("only a kill ends this process", e);
        }
    }
}
