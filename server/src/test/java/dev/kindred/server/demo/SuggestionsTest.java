package dev.kindred.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.wire.s3.ClientProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo and its suggestions on a server that authenticates.
class SuggestionsTest {

    private static final DemoKey KEY = DemoKey.generate();

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static DemoClients clients;
    private static Suggestions suggestions;

    @BeforeAll
    static void runTheDemoTwice() throws IOException, InterruptedException {
        var accounts = Files.writeString(
                folder.resolve("accounts.json"),
                "{\"accounts\": [{\"id\": \"111122223333\", \"keys\": [{\"id\": \"%s\", \"secret\": \"%s\", \"rights\": [\"admin\"]}]}]}"
                        .formatted(KEY.id(), KEY.secret()));
        server = TestServer.start(Map.of("auth.mode", "sigv4", "auth.accounts", accounts.toString()));
        clients = DemoClients.open(server.endpoint(), "us-east-1", KEY);
        var screen = new Screen(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
        var data = DemoData.of(7, 60, 80);
        new DemoRun(clients, screen).run("kindred-demo", data.writeTo(Files.createDirectory(folder.resolve("first"))));
        var dataset = new DemoRun(clients, screen) // two jobs a dataset: more than one page
                .run("kindred-demo", data.writeTo(Files.createDirectory(folder.resolve("second"))));
        suggestions = Suggestions.of(clients, dataset);
    }

    @AfterAll
    static void stop() {
        clients.close();
        server.close();
    }

    /// Runs a suggested command in a shell without the server's environment.
    private static String paste(String suggestion) throws Exception {
        return new ClientProgram(folder, "http://127.0.0.1:1").run("sh", "-c", suggestions.settings() + suggestion);
    }

    @Test
    void theScreenShowsThemAll() {
        assertThat(suggestions.text())
                .contains(suggestions.settings(), suggestions.cli(), suggestions.boto3(), suggestions.javaSdk());
    }

    @Test
    void aKeyOfTheEnvironmentIsShownByItsVariables() {
        var key = DemoKey.ofVariables("id", "a secret", "KEY_ID", "KEY_SECRET");

        assertThat(new Suggestions(clients.endpoint(), "us-east-1", key, "arn", "java", "jar").text())
                .contains("AWS_ACCESS_KEY_ID=\"$KEY_ID\" AWS_SECRET_ACCESS_KEY=\"$KEY_SECRET\"")
                .doesNotContain("a secret");
    }

    @Test
    void theAwsCliLineWorksAsPasted() throws Exception {
        ClientProgram.assume("the AWS CLI", "aws", "--version");

        assertThat(paste(suggestions.cli())).contains("kindred-demo-users-2", "ACTIVE");
    }

    @Test
    void thePythonProgramWorksAsPasted() throws Exception {
        ClientProgram.assume("boto3", "python3", "-c", "import boto3");

        assertThat(paste(suggestions.boto3())).contains("kindred-demo-interactions-2", "kindred-demo-interactions-1");
    }

    @Test
    void theJavaProgramWorksAsPasted() throws Exception {
        assertThat(paste(suggestions.javaSdk()))
                .contains("kindred-demo-interactions-2 ACTIVE", "kindred-demo-interactions-1 ACTIVE");
    }
}
