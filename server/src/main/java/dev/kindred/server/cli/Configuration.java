package dev.kindred.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values of all settings. Precedence: flag, environment variable, config file, default.
final class Configuration {

    /// Variables with the prefix of settings that belong to the start script and to tests of a checkout.
    private static final Set<String> SCRIPT_VARIABLES = Set.of("KINDRED_HOME", "KINDRED_JAVA_OPTS");

    /// The variable that names the config file if no flag does.
    static final String FILE_VARIABLE = "KINDRED_CONFIG";

    /// The variable with the key for `theme.endpoint`. It is not a setting, because every user of a machine can
    /// read flags, and config files are copied.
    static final String THEME_KEY_VARIABLE = "KINDRED_THEME_KEY";

    private static final int DELETE = 0x7f;

    private final Map<Setting<?>, Object> values;
    /// The variables with the single key of a server without an accounts file. They are not settings, for the
    /// same reason.
    static final String KEY_ID_VARIABLE = "KINDRED_ACCESS_KEY_ID";

    static final String KEY_SECRET_VARIABLE = "KINDRED_SECRET_ACCESS_KEY";

    private static final Set<String> KEY_VARIABLES = Set.of(THEME_KEY_VARIABLE, KEY_ID_VARIABLE, KEY_SECRET_VARIABLE);

    private final @Nullable String themeKey;
    private final @Nullable RootKey rootKey;

    /// The key from the environment, which has all rights.
    record RootKey(String id, String secret) {

        /// The secret does not appear in logs.
        @Override
        public String toString() {
            return "RootKey[" + id + "]";
        }
    }

    private Configuration(Map<Setting<?>, Object> values, @Nullable String themeKey, @Nullable RootKey rootKey) {
        this.values = Map.copyOf(values);
        this.themeKey = themeKey;
        this.rootKey = rootKey;
    }

    /// @param flags texts by setting
    /// @param environment all variables of the process
    /// @param file the config file, or null for none
    static Configuration read(Map<Setting<?>, String> flags, Map<String, String> environment, @Nullable Path file) {
        return read(flags, environment, file, Map.of());
    }

    /// Reads the settings of a command with its own defaults.
    ///
    /// @param defaults the defaults that differ from those of the settings
    static Configuration read(
            Map<Setting<?>, String> flags,
            Map<String, String> environment,
            @Nullable Path file,
            Map<Setting<?>, String> defaults) {
        requireKnownVariables(environment);
        var lines = file == null ? Map.<Setting<?>, String>of() : readFile(file);
        var values = new HashMap<Setting<?>, Object>();
        for (var setting : Settings.ALL) {
            var flag = flags.get(setting);
            var variable = environment.get(setting.variable());
            var line = lines.get(setting);
            if (flag != null) {
                values.put(setting, setting.parse(flag, setting.flag()));
            } else if (variable != null) {
                values.put(setting, setting.parse(variable, setting.variable()));
            } else if (line != null) {
                values.put(setting, setting.parse(line, setting.name() + " in " + file));
            } else {
                values.put(setting, setting.parse(defaults.getOrDefault(setting, setting.initial()), setting.name()));
            }
        }
        var configuration = new Configuration(values, keyIn(environment), rootKeyIn(environment));
        configuration.requireModelOfEndpoint();
        return configuration;
    }

    /// Returns these settings with another key that has all rights.
    Configuration with(RootKey key) {
        return new Configuration(values, themeKey, key);
    }

    /// Returns the root key from the environment, or null if there is none.
    ///
    /// @throws UsageException if only one of its two variables is set
    private static @Nullable RootKey rootKeyIn(Map<String, String> environment) {
        var id = environment.get(KEY_ID_VARIABLE);
        var secret = environment.get(KEY_SECRET_VARIABLE);
        if ((id == null) != (secret == null)) {
            throw new UsageException("Set both %s and %s, or none.".formatted(KEY_ID_VARIABLE, KEY_SECRET_VARIABLE));
        }
        return id == null || secret == null ? null : new RootKey(id, secret);
    }

    /// Returns the key from the environment, or null if there is none.
    ///
    /// @throws UsageException if it is not valid in an HTTP header
    private static @Nullable String keyIn(Map<String, String> environment) {
        var key = environment.getOrDefault(THEME_KEY_VARIABLE, "").strip();
        if (!key.chars().allMatch(character -> character > ' ' && character < DELETE)) {
            throw new UsageException(
                    THEME_KEY_VARIABLE + " has a space or a character beyond ASCII, which no key has. Set it anew.");
        }
        return key.isEmpty() ? null : key;
    }

    private void requireModelOfEndpoint() {
        if (!get(Settings.THEME_ENDPOINT).equals(Settings.NONE)
                && get(Settings.THEME_MODEL).equals(Settings.NONE)) {
            throw new UsageException(
                    "theme.endpoint is set, and theme.model is not: name the model that answers there.");
        }
    }

    /// The key from the environment, or null.
    @Nullable
    RootKey rootKey() {
        return rootKey;
    }

    /// The key for `theme.endpoint`, or null.
    @Nullable
    String themeKey() {
        return themeKey;
    }

    <T> T get(Setting<T> setting) {
        @SuppressWarnings("unchecked") // the setting's own parser made the value
        T value = (T) values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting.name() + " is not a setting");
        }
        return value;
    }

    private static void requireKnownVariables(Map<String, String> environment) {
        var known = Settings.ALL.stream().map(Setting::variable).toList();
        for (var name : environment.keySet()) {
            if (name.startsWith("KINDRED_")
                    && !known.contains(name)
                    && !name.equals(FILE_VARIABLE)
                    && !KEY_VARIABLES.contains(name)
                    && !SCRIPT_VARIABLES.contains(name)) {
                throw unknown("environment variable", name, known);
            }
        }
    }

    private static Map<Setting<?>, String> readFile(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UsageException(
                    "The config file %s cannot be read: give --config a text file that exists.".formatted(file));
        }
        var texts = new HashMap<Setting<?>, String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new UsageException("Line %d of %s is no setting: write name = value.".formatted(i + 1, file));
            }
            var setting =
                    require(line.substring(0, equals).strip(), "setting on line %d of %s:".formatted(i + 1, file));
            texts.put(setting, line.substring(equals + 1).strip());
        }
        return texts;
    }

    private static Setting<?> require(String name, String what) {
        return Settings.ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        what, name, Settings.ALL.stream().map(Setting::name).toList()));
    }

    static UsageException unknown(String what, String name, List<String> known) {
        return new UsageException(
                "There is no %s %s. Did you mean %s?".formatted(what, name, Settings.nearest(name, known)));
    }
}
