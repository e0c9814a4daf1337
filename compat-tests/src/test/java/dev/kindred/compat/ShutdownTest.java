package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// After SIGTERM the server completes its requests and leaves its jobs to the next start.
///
/// Slow: each test starts the packaged server twice.
class ShutdownTest {

    private static final int EXIT_AFTER_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "once its job shows {0}")
    @ValueSource(strings = {"\"status\":\"CREATE IN_PROGRESS\"", "\"rows\":[1-9]"})
    void anImportUnderWayIsLeftAndRunsAgainAtTheNextStart(String progress) throws Exception {
        var shown = Pattern.compile(progress);
        var rows = InteractionsFile.write(folder.resolve("rows.csv"), 0, 500_000);
        var data = folder.resolve("data");
        String job;
        try (var server = PackagedServer.start(data);
                var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            Shop.upload(s3, rows);
            var shop = Shop.open(personalize, "shop");
            job = shop.createJob("long", "rows.csv", ImportMode.FULL);
            Polling.until(
                    Duration.ofMillis(2),
                    () -> shown.matcher(textAt(server.endpoint(), "/kindred/jobs/long"))
                            .find());

            server.terminate();

            assertThat(server.awaitExit()).isEqualTo(EXIT_AFTER_SIGTERM);
            assertThat(server.log()).doesNotContain("fault of the server").doesNotContain("\tat ");
        }
        try (var server = PackagedServer.start(data);
                var personalize = server.personalize()) {
            var done = Polling.untilDone(personalize, job);

            assertThat(done.failureReason()).isNull();
            assertThat(done.status()).isEqualTo("ACTIVE");
            assertThat(Http.getText(server.endpoint().resolve("/kindred/jobs/long/report")))
                    .contains("\"rowsImported\":500000");
        }
    }

    @Test
    void aRequestInFlightIsFinished() throws Exception {
        var data = folder.resolve("data");
        try (var server = PackagedServer.start(data);
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            var at = server.endpoint();
            try (var socket = new Socket(at.getHost(), at.getPort())) {
                var out = socket.getOutputStream();
                out.write(
                        "PUT /data/slow.txt HTTP/1.1\r\nHost: %s\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"
                                .formatted(at.getAuthority())
                                .getBytes(StandardCharsets.US_ASCII));
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(in.readLine()).startsWith("HTTP/1.1 100"); // the server reads the request
                assertThat(in.readLine()).isEmpty();
                out.write("first".getBytes(StandardCharsets.US_ASCII));

                server.terminate();
                Polling.until(() -> !isReady(at));
                out.write("-last".getBytes(StandardCharsets.US_ASCII));

                assertThat(in.readLine()).startsWith("HTTP/1.1 200");
            }
            assertThat(server.awaitExit()).isEqualTo(EXIT_AFTER_SIGTERM);
        }
        try (var server = PackagedServer.start(data);
                var s3 = server.s3()) {
            assertThat(s3.getObjectAsBytes(request -> request.bucket("data").key("slow.txt"))
                            .asUtf8String())
                    .isEqualTo("first-last");
        }
    }

    private static String textAt(URI endpoint, String path) {
        try {
            return Http.getText(endpoint.resolve(path));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReady(URI endpoint) {
        try {
            return Http.get(endpoint.resolve("/healthz")) == 200;
        } catch (IOException e) {
            return false; // it no longer accepts connections
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
