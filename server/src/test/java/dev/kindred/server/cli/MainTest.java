package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it takes the standard streams")
class MainTest {
    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var formerOut = System.out;
        var formerErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = new Main(Map.of()).run(arguments);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(formerOut);
            System.setErr(formerErr);
        }
    }

    @Test
    void theHelpListsEverySettingWithItsDefaultAndItsVariable() {
        var help = run("serve", "--help");

        assertThat(help.code()).isZero();
        var text = help.out().replaceAll("\\s+", "");
        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(text)
                        .contains(
                                setting.flag() + (setting.initial().matches("true|false") ? "[=VALUE]" : "=VALUE"),
                                setting.meaning().replaceAll("\\s+", "") + "(default" + setting.initial() + ";"
                                        + setting.variable() + ")"));
        assertThat(help.out()).contains("--config=FILE");
    }

    @Test
    void anUnknownFlagNamesTheNearestKnownOne() {
        assertThat(run("serve", "--prot=1"))
                .isEqualTo(new Outcome(2, "", "There is no flag --prot. Did you mean --port?\n"));
    }

    @Test
    void aBadValueIsOneSentence() {
        assertThat(run("serve", "--port=x"))
                .isEqualTo(new Outcome(1, "", "--port is 'x'; expected a whole number from 0 to 65535.\n"));
    }

    @Test
    void withoutACommandTheCommandsAreShown() {
        var outcome = run();

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("serve", "Runs the server until Ctrl-C.")
                .doesNotContain("rehearse");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version").out()).startsWith("Kindred ");
    }
}
