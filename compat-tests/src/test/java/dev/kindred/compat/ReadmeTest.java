package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands in the README work, and print the output that it shows.
class ReadmeTest {

    @Test
    void theTourAndThePythonProgramWork(@TempDir Path folder) throws IOException {
        tour(folder, "test");
    }

    @Test
    void theTourWorksOnAServerThatAuthenticates(@TempDir Path folder) throws IOException {
        var key = "a-key-of-20-characters";
        var accounts = Files.writeString(folder.resolve("accounts.json"), """
                {"accounts": [{"id": "000000000000",
                               "keys": [{"id": "%1$s", "secret": "%1$s", "rights": ["admin"]}]}]}
                """.formatted(key));
        tour(folder, key, "--auth-mode=sigv4", "--auth-accounts=" + accounts);
    }

    private static void tour(Path folder, String key, String... flags) throws IOException {
        assumeTrue(Program.isInstalled("aws", "--version"), "There is no AWS CLI here: python3 -m pip install awscli");
        assumeTrue(Program.isInstalled("python3", "-c", "import boto3"), "There is no python3 with boto3 here");
        var readme = Files.readString(Path.of("../README.md"));
        var promised = block(readme, "```\nfirst").strip();

        try (var server = PackagedServer.start(folder.resolve("data"), flags)) {
            var tour = run(
                    server,
                    folder,
                    "bash",
                    "-e",
                    write(
                            folder,
                            "tour.sh",
                            block(readme, "<!-- tour -->\n```sh\n")
                                    .replace("KEY_ID=test", "KEY_ID=" + key)
                                    .replace("ACCESS_KEY=test", "ACCESS_KEY=" + key),
                            server));
            var python = run(
                    server,
                    folder,
                    "python3",
                    write(
                            folder,
                            "jobs.py",
                            block(readme, "<!-- python -->\n```python\n").replace("\"test\"", "\"" + key + "\""),
                            server));

            assertThat(tour.output()).contains("first\t" + promised);
            assertThat(python.output()).startsWith("first CREATE FAILED 1 of 2 rows do not conform");
        }
    }

    @Test
    void theJavaExampleIsOneThatCompiles() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var source = Files.readString(Path.of("src/test/java/dev/kindred/compat/ReadmeExample.java"));

        assertThat(source.replaceAll("\\s+", ""))
                .contains(block(readme, "```java\n").replaceAll("\\s+", ""));
    }

    private static Program run(PackagedServer server, Path folder, String... command) {
        var inFolder = "cd '" + folder + "' && exec \"$@\"";
        var whole = new String[command.length + 4];
        System.arraycopy(new String[] {"bash", "-c", inFolder, "bash"}, 0, whole, 0, 4);
        System.arraycopy(command, 0, whole, 4, command.length);
        var program = Program.run(server.endpoint(), whole);
        assertThat(program.exitCode()).as(program.errors()).isZero();
        return program;
    }

    private static String write(Path folder, String name, String text, PackagedServer server) throws IOException {
        return Files.writeString(
                        folder.resolve(name),
                        text.replace("http://127.0.0.1:8686", server.endpoint().toString()))
                .toString();
    }

    /// Returns the text from that beginning to the end of the block.
    private static String block(String readme, String beginning) {
        var found = Pattern.compile(Pattern.quote(beginning) + "(.*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(found.find()).as(beginning).isTrue();
        return found.group(1);
    }
}
