package dev.kindred.server.theme;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a language model answers.
///
/// @param address the base of an OpenAI-compatible API, such as `http://127.0.0.1:11434/v1`
/// @param model the name by which the endpoint knows it
/// @param key what the endpoint wants to see from its callers, or null
/// @param timeout how long an answer may take, from the first byte sent to the last byte received
public record ModelEndpoint(
        URI address, String model, @Nullable String key, Duration timeout) {

    private static final String PATH = "/chat/completions";

    URI completions() {
        var base = address.toString().replaceAll("/+$", "");
        return URI.create(base.endsWith(PATH) ? base : base + PATH);
    }

    /// Shows no key.
    @Override
    public String toString() {
        return "%s (%s)".formatted(address, model);
    }
}
