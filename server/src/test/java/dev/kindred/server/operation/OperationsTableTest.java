package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperationsTableTest {

    private static final Path TABLE = Path.of("../docs/operations.md");

    @Test
    void theTableListsEveryOperationWithItsReference() throws IOException {
        var built = TestServer.operations().stream().map(Operation::name).collect(Collectors.toSet());
        var expected = AwsModel.OPERATIONS.stream()
                .map(entry -> row(entry, built.contains(entry.name()) ? "yes" : "not yet"))
                .toList();

        try (var lines = Files.lines(TABLE)) {
            assertThat(lines.filter(line -> line.startsWith("| [`"))).containsExactlyElementsOf(expected);
        }
    }

    private static String row(AwsModel.Entry entry, String works) {
        var prefix = switch (entry.service()) {
            case PERSONALIZE -> "";
            case PERSONALIZE_RUNTIME -> "RS_";
            case PERSONALIZE_EVENTS -> "UBS_";
        };
        return "| [`%s`](https://docs.aws.amazon.com/personalize/latest/dg/API_%s%s.html) | %s | %s |"
                .formatted(
                        entry.name(),
                        prefix,
                        entry.name(),
                        entry.service().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        works);
    }

    @Test
    void theDocumentsCountWhatIsBuilt() throws IOException {
        for (var document : List.of(TABLE, Path.of("../README.md"))) {
            assertThat(Files.readString(document).replaceAll("\\s+", " "))
                    .contains("all %d operations"
                            .formatted(TestServer.operations().size()));
        }
    }
}
