package dev.kindred.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// `kindred rehearse`: runs a server in a temporary folder for a few requests, so that the JVM can record its
/// ahead-of-time cache.
final class Rehearsal {

    private Rehearsal() {}

    static int run() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("kindred-rehearsal");
        var settings = Configuration.read(
                Map.of(
                        Settings.PORT, "0",
                        Settings.DATA_DIR, folder.toString(),
                        Settings.LOG_LEVEL, "warning"),
                Map.of(),
                null);
        Logging.configure(settings);
        try (var server = KindredServer.start(settings, InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            var endpoint = server.endpoint(settings);
            client.send(
                    HttpRequest.newBuilder(endpoint.resolve("/healthz")).build(), HttpResponse.BodyHandlers.ofString());
            for (var operation : new String[] {"ListDatasetImportJobs", "ListRecipes", "ListDatasetGroups"}) {
                client.send(call(endpoint, operation), HttpResponse.BodyHandlers.ofString());
            }
        } finally {
            deleteTree(folder);
        }
        return 0;
    }

    private static HttpRequest call(URI endpoint, String operation) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AmazonPersonalize." + operation)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    static void deleteTree(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
