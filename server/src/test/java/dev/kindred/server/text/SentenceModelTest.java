package dev.kindred.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceModelTest {

    private static final SentenceModel MODEL = new SentenceModel();

    private static double cosine(String one, String other) {
        var a = MODEL.encode(one);
        var b = MODEL.encode(other);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void findsTextsThatMeanTheSameAlike() {
        double alike = cosine("A man is eating food.", "A person eats a meal.");
        double apart = cosine("A man is eating food.", "The stock market fell sharply today.");

        assertThat(alike).isGreaterThan(0.6);
        assertThat(apart).isLessThan(0.2);
    }

    @Test
    void forgivesWhatIsMisspelt() {
        assertThat(cosine("wireless headphones with noise cancelling", "wireles hedphones with noise canceling"))
                .isGreaterThan(cosine("wireless headphones with noise cancelling", "leather walking boots") + 0.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀🚀", "日本語のテキスト", "Привет мир", "مرحبا", "\u200B", "x", "\uD800"})
    void hasAVectorOfLengthOneForAnyText(String text) {
        assertThat(cosine(text, text)).isCloseTo(1, within(1e-4));
    }

    @Test
    void readsTheBeginningOfALongText() {
        var begin = "a story of a ship in a storm ".repeat(60);

        assertThat(MODEL.encode(begin + "and of something else ".repeat(900))).isEqualTo(MODEL.encode(begin));
        assertThat(MODEL.encode("x".repeat(20_000))).hasSize(384);
    }

    @Test
    void givesATextTheSameVectorEachTime() {
        assertThat(new SentenceModel().encode("a ship in a storm")).isEqualTo(MODEL.encode("a ship in a storm"));
    }

    /// A release of ONNX Runtime crashed here.
    @Test
    void readsInAProcessWhoseCommandLineIsLong() throws Exception {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlong=" + "x".repeat(20_000),
                        Reader.class.getName())
                .redirectErrorStream(true);
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));

        var process = java.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("384");
    }

    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            System.out.print(new SentenceModel().encode("a ship in a storm").length);
        }
    }
}
