package dev.kindred.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.auth.SignatureFuzzTarget;
import dev.kindred.server.filter.FilterFuzzTarget;
import dev.kindred.server.ingest.ImportFuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs a coverage-guided fuzzer on the parsers that clients reach first, each in a process of its own. A finding is
/// printed with its bytes: make a test of them.
@Tag("nightly")
class CoverageFuzzTest {

    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(classes = {FilterFuzzTarget.class, ImportFuzzTarget.class, SignatureFuzzTarget.class})
    void noInputCausesAFault(Class<?> target) throws IOException, InterruptedException {
        var log = folder.resolve("log");

        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.kindred.server.**",
                        "--custom_hook_includes=dev.kindred.server.**",
                        "-max_total_time=" + SECONDS,
                        "-max_len=400")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        assertThat(status).as(() -> read(log)).isZero();
        assertThat(log).content().containsPattern("Done \\d{4,} runs");
    }

    private static String read(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
