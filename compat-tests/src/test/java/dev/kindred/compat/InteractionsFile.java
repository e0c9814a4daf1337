package dev.kindred.compat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Generator of CSV files of interactions.
final class InteractionsFile {

    private InteractionsFile() {}

    /// Writes `rows` distinct interactions with ascending timestamps from `from`. The file is deterministic.
    static Path write(Path file, int from, int rows) throws IOException {
        var random = new Random(7);
        try (var out = new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), false, StandardCharsets.UTF_8)) {
            out.print(Shop.HEADER);
            var line = new StringBuilder();
            for (int i = from; i < from + rows; i++) {
                line.setLength(0);
                line.append("user-").append(i % 9_973).append(",item-").append(i % 1_999);
                line.append(random.nextInt(4) == 0 ? ",buy," : ",view,")
                        .append(1_600_000_000 + i)
                        .append('\n');
                out.append(line);
            }
        }
        return file;
    }
}
