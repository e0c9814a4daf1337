package dev.kindred.server.cli;

import java.util.Locale;
import java.util.function.Function;

/// Something an operator can set: by a flag, an environment variable or a line in the config file.
///
/// @param name as the config file spells it, such as `account.id`
/// @param initial the default, as text
/// @param meaning one sentence for the help text
/// @param parser turns a text into a value, or throws `IllegalArgumentException` saying what was expected
record Setting<T>(String name, String initial, String meaning, Function<String, T> parser) {

    /// `--account-id`
    String flag() {
        return "--" + name.replace('.', '-');
    }

    /// `KINDRED_ACCOUNT_ID`
    String variable() {
        return "KINDRED_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /// Returns the value that `text` stands for.
    ///
    /// @param source where the text comes from, for the error
    T parse(String text, String source) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s is '%s'; expected %s.".formatted(source, text, e.getMessage()));
        }
    }
}
