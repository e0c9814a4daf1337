package dev.kindred.server.wire.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.wire.s3.LoopbackServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StsEndpointTest {

    @TempDir
    Path folder;

    private LoopbackServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server = new LoopbackServer(folder);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.uri().resolve("/"))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void theCallerIsTheConfiguredAccount() throws Exception {
        var answer = post("Action=GetCallerIdentity&Version=2011-06-15");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(answer.body())
                .contains(
                        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">",
                        "<Arn>arn:aws:iam::000000000000:root</Arn>",
                        "<UserId>000000000000</UserId>",
                        "<Account>000000000000</Account>");
    }

    @Test
    void anotherActionIsRefusedByNameAndEscaped() throws Exception {
        var answer = post("Action=AssumeRole%3Cb%3E&Version=2011-06-15");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidAction</Code>", "AssumeRole&lt;b&gt; for version 2011-06-15");
    }

    @Test
    void aFormThatIsBrokenOrTooLongIsRefused() throws Exception {
        assertThat(post("Action=%zz").body()).contains("<Code>MalformedQueryString</Code>");
        assertThat(post("").body()).contains("<Code>InvalidAction</Code>");
        assertThat(post("Action=" + "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void whatIsNotAFormIsNotForSts() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(server.uri().resolve("/"))
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", "AmazonPersonalize.ListSchemas")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).contains("<Code>MethodNotAllowed</Code>");
    }
}
