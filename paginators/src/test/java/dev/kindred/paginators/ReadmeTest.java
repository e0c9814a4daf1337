package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;

import example.ListImportJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/example/ListImportJobs.java");

    @Test
    void theExampleIsTheOneThatIsCompiled() throws IOException {
        assertThat(blocks("java")).containsExactly(Files.readString(EXAMPLE));
    }

    @Test
    void theExamplePrintsWhatTheReadmeSays() throws IOException {
        var outputs = blocks("text");
        String token = outputs.get(0)
                .substring(outputs.get(0).indexOf("More: ") + "More: ".length())
                .strip();

        try (var service = new StubService(5, 100)) {
            assertThat(run(service.endpoint())).isEqualTo(outputs.get(0));
            assertThat(run(service.endpoint(), token)).isEqualTo(outputs.get(1));
        }
        assertThat(blocks("sh")).singleElement().asString().contains(token);
    }

    @Test
    void theDependencyIsTheOneThatIsBuilt() throws IOException {
        var version = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(Path.of("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(blocks("xml")).singleElement().asString().contains(version.group());
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Runs the example with the service in its environment. */
    private static String run(URI endpoint, String... arguments) {
        var settings = Map.of(
                "aws.endpointUrlPersonalize", endpoint.toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "test",
                "aws.secretAccessKey", "test");
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        settings.forEach(System::setProperty);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ListImportJobs.main(arguments);
        } finally {
            System.setOut(out);
            settings.keySet().forEach(System::clearProperty);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
