package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<Setting<?>, String> NO_FLAGS = Map.of();
    private static final Map<String, String> NO_VARIABLES = Map.of();

    private static String refusal(Map<Setting<?>, String> flags, Map<String, String> variables, @Nullable Path file) {
        var refusal = catchThrowableOfType(UsageException.class, () -> Configuration.read(flags, variables, file));
        assertThat(refusal).as("it was taken").isNotNull();
        return String.valueOf(refusal.getMessage());
    }

    private static Path file(Path folder, String... lines) throws IOException {
        return Files.write(folder.resolve("kindred.conf"), List.of(lines));
    }

    @Test
    void aFlagComesBeforeAVariableBeforeAFileBeforeTheDefault(@TempDir Path folder) throws IOException {
        var file = file(folder, "# the port", "", "  port =  3 ", "region=eu-west-1");
        var variables = Map.of("KINDRED_PORT", "2", "PATH", "/bin");

        assertThat(Configuration.read(Map.of(Settings.PORT, "1"), variables, file)
                        .get(Settings.PORT))
                .isEqualTo(1);
        assertThat(Configuration.read(NO_FLAGS, variables, file).get(Settings.PORT))
                .isEqualTo(2);
        assertThat(Configuration.read(NO_FLAGS, NO_VARIABLES, file).get(Settings.PORT))
                .isEqualTo(3);
        assertThat(Configuration.read(NO_FLAGS, NO_VARIABLES, file).get(Settings.REGION))
                .isEqualTo("eu-west-1");
        assertThat(Configuration.read(NO_FLAGS, NO_VARIABLES, null).get(Settings.PORT))
                .isEqualTo(8686);
    }

    @Test
    void everySettingHasThreeNamesThatNoOtherHas() {
        assertThat(Settings.ALL)
                .allMatch(setting -> setting.flag().matches("--[a-z0-9-]+"))
                .allMatch(setting -> setting.variable().matches("KINDRED_[A-Z0-9_]+"))
                .allMatch(setting -> setting.name().matches("[a-z0-9.-]+"));
        assertThat(Settings.ALL).extracting(Setting::flag).doesNotHaveDuplicates();
        assertThat(Settings.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
        assertThat(Settings.ALL).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(Settings.ACCOUNT_ID.flag()).isEqualTo("--account-id");
        assertThat(Settings.ACCOUNT_ID.variable()).isEqualTo("KINDRED_ACCOUNT_ID");
    }

    @Test
    void everySettingThatIsDeclaredIsAmongAll() {
        assertThat(Arrays.stream(Settings.class.getDeclaredFields()).filter(field -> field.getType() == Setting.class))
                .hasSameSizeAs(Settings.ALL);
    }

    @Test
    void anUnknownSettingNamesTheNearestKnownOne(@TempDir Path folder) throws IOException {
        var file = file(folder, "# comment", "acount.id = 000000000000");

        assertThat(refusal(NO_FLAGS, Map.of("KINDRED_PROT", "1"), null))
                .isEqualTo("There is no environment variable KINDRED_PROT. Did you mean KINDRED_PORT?");
        assertThat(refusal(NO_FLAGS, NO_VARIABLES, file))
                .isEqualTo("There is no setting on line 2 of " + file + ": acount.id. Did you mean account.id?");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
        var none = folder.resolve("none");
        var broken = file(folder, "port 7");

        assertThat(refusal(NO_FLAGS, NO_VARIABLES, none))
                .isEqualTo("The config file " + none + " cannot be read: give --config a text file that exists.");
        assertThat(refusal(NO_FLAGS, NO_VARIABLES, broken))
                .isEqualTo("Line 1 of " + broken + " is no setting: write name = value.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "port              | eighty      | a whole number from 0 to 65535",
                "port              | 65536       | a whole number from 0 to 65535",
                "port              | ``          | a whole number from 0 to 65535",
                "job.workers       | 0           | a whole number from 1 to 1000",
                "quota.schemas     | -1          | a whole number from 1 to 2147483647",
                "account.id        | 42          | 12 digits",
                "region            | US East     | a region's name",
                "delete.delay      | 5           | a time such as 500ms, 5s, 2m or 1h",
                "delete.delay      | 1.5s        | a time such as 500ms, 5s, 2m or 1h",
                "import.memory     | 512         | a size such as 512MB or 2GB",
                "s3.endpoint       | minio:9000  | embedded, aws or a URL such as http://127.0.0.1:9000",
                "s3.endpoint       | http://a b  | embedded, aws or a URL such as http://127.0.0.1:9000",
                "s3.path-style     | yes         | one of true, false",
                "log.level         | verbose     | one of error, warning, info, debug",
                "host              | a b         | a text without spaces",
                "data-dir          | ``          | a folder",
            })
    void aBadValueSaysWhatIsExpectedAndWhereItStands(String name, String value, String expected, @TempDir Path folder)
            throws IOException {
        var setting = Settings.ALL.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
        var file = file(folder, name + " = " + value);
        var told = " is '" + value + "'; expected " + expected + ".";

        assertThat(refusal(Map.of(setting, value), NO_VARIABLES, null)).isEqualTo(setting.flag() + told);
        assertThat(refusal(NO_FLAGS, Map.of(setting.variable(), value), null)).isEqualTo(setting.variable() + told);
        assertThat(refusal(NO_FLAGS, NO_VARIABLES, file)).isEqualTo(name + " in " + file + told);
    }

    @Test
    void sizesAndTimesHaveUnits() {
        var configuration = Configuration.read(
                Map.of(Settings.IMPORT_MEMORY, "2GB", Settings.DELETE_DELAY, "2m", Settings.LOG_LEVEL, "INFO"),
                NO_VARIABLES,
                null);

        assertThat(configuration.get(Settings.IMPORT_MEMORY)).isEqualTo(2L << 30);
        assertThat(configuration.get(Settings.DELETE_DELAY)).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.get(Settings.LOG_LEVEL)).isEqualTo("info");
    }

    @Test
    void theKeyOfAnEndpointStandsInTheEnvironmentAloneAndIsNotShown() {
        var variables = Map.of("KINDRED_THEME_KEY", " sk-1 ");

        assertThat(Configuration.read(NO_FLAGS, variables, null).themeKey()).isEqualTo("sk-1");
        assertThat(Configuration.read(NO_FLAGS, NO_VARIABLES, null).themeKey()).isNull();
        assertThat(refusal(NO_FLAGS, Map.of("KINDRED_THEME_KEY", "sk\nX-Evil: 1"), null))
                .startsWith("KINDRED_THEME_KEY has a space or a character beyond ASCII")
                .doesNotContain("Evil");
    }

    @Test
    void anEndpointForThemesNeedsAModel() {
        assertThat(refusal(Map.of(Settings.THEME_ENDPOINT, "http://127.0.0.1:11434/v1"), NO_VARIABLES, null))
                .isEqualTo("theme.endpoint is set, and theme.model is not: name the model that answers there.");
    }
}
