package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperationsTableTest {

    @Test
    void theReadmesTableTellsWhatIsBuilt() throws IOException {
        var built = TestServer.operations().stream().map(Operation::name).collect(Collectors.toSet());
        var expected = AwsModel.OPERATIONS.stream()
                .map(entry -> "| `%s` | %s | %s |"
                        .formatted(
                                entry.name(),
                                entry.service()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-'),
                                built.contains(entry.name()) ? "yes" : "not yet"))
                .toList();

        try (var lines = Files.lines(Path.of("../README.md"))) {
            assertThat(lines.filter(line -> line.startsWith("| `"))).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void theReadmeCountsWhatIsBuilt() throws IOException {
        var readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");

        assertThat(readme)
                .contains("all %d operations".formatted(TestServer.operations().size()));
    }
}
