package dev.kindred.server.cli;

import dev.kindred.server.catalog.TaskName;
import java.nio.file.Path;
import java.util.Map;

/// The main class of a server whose trainings block at one stage, so that it can be killed there.
///
/// Arguments: the data directory, and a prefix of the stage. It prints `ready <endpoint>` and later
/// `at <stage>`.
final class CrashingTrainer {

    private CrashingTrainer() {}

    public static void main(String[] arguments) throws InterruptedException {
        var server = TestServer.watched(Path.of(arguments[0]), Map.of("log.level", "error"), (job, progress) -> {
            var stage = progress.stage();
            if (job.task() == TaskName.TRAIN && stage != null && stage.startsWith(arguments[1])) {
                System.out.println("at " + stage);
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
