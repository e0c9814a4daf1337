package dev.kindred.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each folder under `edges` is an import: its CSV files, and the expected rows or report.
final class CsvEdgesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<String> edges() throws IOException, URISyntaxException {
        try (var folders = Files.list(root())) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("edges")
    void givesWhatIsExpected(String edge) throws Exception {
        Path folder = root().resolve(edge);
        JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());

        for (int slabBytes : new int[] {CsvImport.SLAB_BYTES, 7}) {
            var outcome = TestImports.run(
                    edge.startsWith("items") ? TestImports.ITEMS : TestImports.INTERACTIONS,
                    slabBytes,
                    2,
                    sources(folder));

            switch (outcome.result()) {
                case ImportResult.Imported imported -> {
                    assertThat(rendered(TestImports.rows(outcome.datasetFile())))
                            .isEqualTo(rendered(expected.path("imported")));
                    assertThat(rendered(imported.warnings())).isEqualTo(rendered(expected.path("warnings")));
                }
                case ImportResult.Refused refused ->
                    assertThat(rendered(refused.report())).isEqualTo(rendered(expected.path("refused")));
                case ImportResult.Stopped _ -> throw new AssertionError("stopped");
            }
        }
    }

    private static CsvSource[] sources(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("expected.json"))
                    .sorted()
                    .map(CsvEdgesTest::source)
                    .toArray(CsvSource[]::new);
        }
    }

    private static CsvSource source(Path file) {
        try {
            return CsvSource.named(file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Formats as JSON, line by line for readable differences.
    private static String rendered(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(JSON.writeValueAsString(value)));
    }

    private static Path root() throws URISyntaxException {
        var url = Objects.requireNonNull(CsvEdgesTest.class.getResource("edges"));
        return Path.of(url.toURI());
    }
}
