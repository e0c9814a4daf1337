package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.time.InstantSource;

/// `kindred serve`: runs the server until it is stopped.
final class ServeCommand {

    private static final System.Logger LOG = System.getLogger(ServeCommand.class.getName());

    /// The interval of the listener's probe. Taste.
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final int FAILED = 1;

    private ServeCommand() {}

    static int run(Configuration settings) throws InterruptedException {
        Logging.configure(settings);
        var server = KindredServer.start(settings, InstantSource.system());
        closeAtExit(server);
        var endpoint = server.endpoint(settings);
        System.out.printf("Kindred is ready at %s%nClients need: export AWS_ENDPOINT_URL=%s%n", endpoint, endpoint);
        System.out.flush();
        return awaitEnd(server, settings);
    }

    /// Waits until the listener fails; otherwise for the life of the process, because a signal runs the shutdown
    /// hook. Returns the exit code for a failed listener, so that a process supervisor restarts the server.
    static int awaitEnd(KindredServer server, Configuration settings) throws InterruptedException {
        while (server.isListening(settings)) {
            Thread.sleep(CHECK_INTERVAL);
        }
        LOG.log(ERROR, "The server no longer accepts connections and exits; see the log above");
        endAnyway(settings.get(Settings.SHUTDOWN_PATIENCE).multipliedBy(3));
        return FAILED;
    }

    /// Ends the process if the shutdown hook does not complete in time.
    private static void endAnyway(Duration patience) {
        Thread.ofPlatform().daemon().name("last-resort").start(() -> {
            try {
                Thread.sleep(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(FAILED);
        });
    }

    /// Installs a shutdown hook, by which Ctrl-C and SIGTERM close the server before the process ends.
    static void closeAtExit(KindredServer server) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    System.err.println("Kindred is stopping: requests are completed, jobs continue at the next start.");
                    server.close();
                }));
    }
}
