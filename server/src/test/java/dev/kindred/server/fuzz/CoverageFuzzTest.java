package dev.kindred.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kindred.server.auth.SignatureFuzzTarget;
import dev.kindred.server.filter.FilterFuzzTarget;
import dev.kindred.server.ingest.ImportFuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs a coverage-guided fuzzer on the parsers that clients reach first, each in a process of its own. A finding is
/// printed with its bytes: make a test of them.
@Tag("nightly")
class CoverageFuzzTest {

    private static final int SECONDS = 45;

    @TempDir
    Path folder;

    static Stream<Arguments> targetsWithValidInputs() {
        var signature = "a".repeat(64);
        return Stream.of(
                arguments(
                        FilterFuzzTarget.class,
                        "INCLUDE ItemID WHERE Items.GENRE IN (\"a\", $P) AND Items.PRICE > 1 IF CurrentUser.AGE = 3"
                                + " | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)"),
                arguments(ImportFuzzTarget.class, "\0\100i1,a|b,1.5,2e3,7,true,\"a \"\"plot\"\"\"\ni2,,,,,,\\\n"),
                arguments(
                        SignatureFuzzTarget.class,
                        ("AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=%s\n"
                                        + "a=%%20&b")
                                .formatted(signature)),
                arguments(
                        SignatureFuzzTarget.class,
                        ("\nX-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%%2F20260101%%2Fus-east-1%%2Fs3%%2Faws4_request"
                                        + "&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=%s")
                                .formatted(signature)));
    }

    @ParameterizedTest
    @MethodSource("targetsWithValidInputs")
    void noInputCausesAFault(Class<?> target, String valid) throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.writeString(corpus.resolve("valid"), valid);

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
                        "-max_len=500",
                        corpus.toString())
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
