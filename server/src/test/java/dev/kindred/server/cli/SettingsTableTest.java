package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

    @Test
    void theOperatorsGuideListsEverySetting() throws IOException {
        var expected = Settings.ALL.stream()
                .map(setting -> "| `%s` | `%s` | %s |".formatted(setting.name(), setting.initial(), setting.meaning()))
                .toList();

        try (var lines = Files.lines(Path.of("../docs/operating.md"))) {
            assertThat(lines.filter(line -> line.startsWith("| `"))).containsExactlyElementsOf(expected);
        }
    }
}
