package dev.kindred.server.cli;

import dev.kindred.server.task.ImportDataset.Milestone;
import java.nio.file.Path;
import java.util.Map;

/// Servers in one process, each of which blocks its import named `second` at a milestone until the process is
/// killed.
///
/// Arguments: a data directory and a milestone for each server. The process prints `ready <endpoint>` for each
/// server in this order, and `at <data directory>` when a server has reached its milestone.
final class CrashingServer {

    private CrashingServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < arguments.length; i += 2) {
            var server = start(Path.of(arguments[i]), Milestone.valueOf(arguments[i + 1]));
            System.out.println("ready " + server.endpoint());
        }
        Thread.currentThread().join();
    }

    private static TestServer start(Path folder, Milestone fatal) {
        return TestServer.in(folder, Map.of("log.level", "error"), (job, milestone) -> {
            if (milestone == fatal && job.jobName().equals("second")) {
                System.out.println("at " + folder);
                blockForever();
            }
        });
    }

    private static void blockForever() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException("only a kill ends this process", e);
        }
    }
}
