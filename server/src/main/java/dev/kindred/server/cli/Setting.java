package dev.kindred.server.cli;

import java.util.Locale;
import java.util.function.Function;

/// A setting, which a flag, an environment variable or a line of the config file can change.
///
/// @param name the name in the config file, such as `account.id`
/// @param initial the default, as text
/// @param meaning one sentence for the help text
/// @param parser parses a text, or throws `IllegalArgumentException` with a description of valid values
record Setting<T>(String name, String initial, String meaning, Function<String, T> parser) {

    /// `--account-id`
    String flag() {
        return "--" + name.replace('.', '-');
    }

    /// `KINDRED_ACCOUNT_ID`
    String variable() {
        return "KINDRED_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// Parses `text`.
    ///
    /// @param source the origin of the text, for the error message
    T parse(String text, String source) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s is '%s'; expected %s.".formatted(source, text, e.getMessage()));
        }
    }
}
