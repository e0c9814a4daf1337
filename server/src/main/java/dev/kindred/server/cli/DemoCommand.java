package dev.kindred.server.cli;

import dev.kindred.server.demo.DataFile;
import dev.kindred.server.demo.DemoClients;
import dev.kindred.server.demo.DemoData;
import dev.kindred.server.demo.DemoException;
import dev.kindred.server.demo.DemoKey;
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

    /// The variables in which AWS's clients find their key.
    private static final String CLIENT_ID = "AWS_ACCESS_KEY_ID";

    private static final String CLIENT_SECRET = "AWS_SECRET_ACCESS_KEY";

    private DemoCommand() {}

    /// Runs the demo.
    ///
    /// @param data a folder to import, or null for generated data
    /// @param environment all variables of the process
    static int run(Configuration given, @Nullable Path data, Map<String, String> environment)
            throws InterruptedException, IOException {
        Logging.configure(given);
        var key = keyFor(given, environment);
        boolean ownsKey = isSigned(given) && given.get(Settings.AUTH_ACCOUNTS).equals(Settings.NONE);
        var settings = ownsKey ? given.with(new Configuration.RootKey(key.id(), key.secret())) : given;
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
                    server = show(
                            settings, screen, key, NAME, DemoData.standard().writeTo(folder));
                } finally {
                    Rehearsal.deleteTree(folder);
                }
            } else {
                screen.say("Reading " + data + " to infer its schemas.");
                var files = new SchemaInference(ServiceContexts.schemaQuotas(settings)).readFolder(data);
                server = show(
                        settings, screen, key, data.toRealPath().getFileName().toString(), files);
            }
        } catch (DemoException e) {
            throw new UsageException(e.sentence());
        }
        return ServeCommand.awaitEnd(server, settings);
    }

    /// Returns the key of the demo's own calls: any where nobody is authenticated, a key of the environment, or a new
    /// one for a server without an accounts file.
    private static DemoKey keyFor(Configuration settings, Map<String, String> environment) {
        var root = settings.rootKey();
        if (!isSigned(settings)) {
            return DemoKey.ANY;
        }
        if (root != null && settings.get(Settings.AUTH_ACCOUNTS).equals(Settings.NONE)) {
            return DemoKey.ofVariables(
                    root.id(), root.secret(), Configuration.KEY_ID_VARIABLE, Configuration.KEY_SECRET_VARIABLE);
        }
        var id = environment.get(CLIENT_ID);
        var secret = environment.get(CLIENT_SECRET);
        if (id != null && secret != null) {
            return DemoKey.ofVariables(id, secret, CLIENT_ID, CLIENT_SECRET);
        }
        if (settings.get(Settings.AUTH_ACCOUNTS).equals(Settings.NONE)) {
            return DemoKey.generate();
        }
        throw new UsageException(
                "The demo calls the server as a client: set %s and %s to a key of %s with the right admin."
                        .formatted(CLIENT_ID, CLIENT_SECRET, settings.get(Settings.AUTH_ACCOUNTS)));
    }

    private static boolean isSigned(Configuration settings) {
        return settings.get(Settings.AUTH_MODE).equals(AuthAssembly.SIGV4);
    }

    private static KindredServer show(
            Configuration settings, Screen screen, DemoKey key, String name, List<DataFile> files)
            throws InterruptedException {
        var server = KindredServer.start(settings, InstantSource.system());
        ServeCommand.closeAtExit(server);
        try (var clients = DemoClients.open(server.endpoint(settings), settings.get(Settings.REGION), key)) {
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
