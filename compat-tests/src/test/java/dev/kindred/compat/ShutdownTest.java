package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// SIGTERM lets go of jobs and finishes requests.
class ShutdownTest {

    private static final int EXIT_AFTER_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} ms after it began")
    @ValueSource(ints = {0, 100})
    void anImportUnderWayIsLeftAndTakenUpAtTheNextStart(int delay) throws Exception {
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
            Polling.until(() -> Polling.describe(personalize, job).status().equals("CREATE IN_PROGRESS"));
            Thread.sleep(delay);

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
                out.write("PUT /data/slow.txt HTTP/1.1\r\nHost: %s\r\nContent-Length: 10\r\n\r\nfirst"
                        .formatted(at.getAuthority())
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(300); // the server has begun to read

                server.terminate();
                Thread.sleep(500);
                out.write("-last".getBytes(StandardCharsets.US_ASCII));
                out.flush();

                assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
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

    private static String firstLine(Socket socket) throws IOException {
        var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? "" : line;
    }
}
