package dev.kindred.server.cli;

import dev.kindred.server.demo.DataFile;
import dev.kindred.server.demo.DemoClients;
import dev.kindred.server.demo.DemoData;
import dev.kindred.server.demo.DemoException;
import dev.kindred.server.demo.DemoRun;
import dev.kindred.server.demo.SchemaInference;
import dev.kindred.server.demo.Screen;
import dev.kindred.server.demo.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `kindred demo`: runs the server, imports data through its API and serves until it is stopped.
final class DemoCommand {

    /// Log lines would hide the demo's own output.
    static final Map<Setting<?>, String> DEFAULTS = Map.of(Settings.LOG_LEVEL, "warning");

    private static final String NAME = "kindred-demo";

    private DemoCommand() {}

    /// Runs the demo.
    ///
    /// @param data a folder to import, or null for generated data
    static int run(Configuration settings, @Nullable Path data) throws InterruptedException, IOException {
        Logging.configure(settings);
        if (!settings.get(Settings.S3_ENDPOINT).equals("embedded")) {
            throw new UsageException(
                    "The demo uploads to the server's own S3, and s3.endpoint is '%s': leave that setting out, or use serve."
                            .formatted(settings.get(Settings.S3_ENDPOINT)));
        }
        var screen = Screen.standard();
        KindredServer server;
        try {
            if (data == null) {
                var folder = Files.createTempDirectory(NAME);
                try {
                    screen.say("Generating one year of interactions of a film service (fixed seed).");
                    server = show(settings, screen, NAME, DemoData.standard().writeTo(folder));
                } finally {
                    Rehearsal.deleteTree(folder);
                }
            } else {
                screen.say("Reading " + data + " to infer its schemas.");
                var files = new SchemaInference(ServiceContexts.schemaQuotas(settings)).readFolder(data);
                server = show(settings, screen, data.toRealPath().getFileName().toString(), files);
            }
        } catch (DemoException e) {
            throw new UsageException(e.sentence());
        }
        return ServeCommand.awaitEnd(server, settings);
    }

    private static KindredServer show(Configuration settings, Screen screen, String name, List<DataFile> files)
            throws InterruptedException {
        var server = KindredServer.start(settings, InstantSource.system());
        ServeCommand.closeAtExit(server);
        try (var clients = DemoClients.open(server.endpoint(settings), settings.get(Settings.REGION))) {
            var dataset = new DemoRun(clients, screen).run(name, files);
            screen.say(Suggestions.of(clients, dataset).text());
            screen.say("Kindred is ready at %s and serves until Ctrl-C.".formatted(server.endpoint(settings)));
            return server;
        } catch (RuntimeException e) {
            if (!server.isReady()) {
                ServeCommand.awaitEnd(server, settings); // the server is stopping, which interrupted the demo
            }
            throw e;
        }
    }
}
