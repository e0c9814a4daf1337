package dev.kindred.server.cli;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// `kindred serve`: runs the server until it is told to stop.
final class ServeCommand {

    private ServeCommand() {}

    static int run(Configuration settings) throws InterruptedException {
        Logging.configure(settings);
        var server = KindredServer.start(settings, InstantSource.system());
        closeAtExit(server);
        var endpoint = server.endpoint(settings);
        System.out.printf("Kindred is ready at %s%nClients need: export AWS_ENDPOINT_URL=%s%n", endpoint, endpoint);
        System.out.flush();
        awaitSignal();
        return 0;
    }

    /// Waits for as long as the process lives: a signal runs the shutdown hook.
    static void awaitSignal() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Ctrl-C and SIGTERM close the server before the process ends.
    static void closeAtExit(KindredServer server) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    System.err.println("Kindred stops: requests are finished, jobs go on at the next start.");
                    server.close();
                }));
    }
}
