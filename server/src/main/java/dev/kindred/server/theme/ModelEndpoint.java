package dev.kindred.server.theme;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The endpoint of a language model.
///
/// @param address the base of an OpenAI-compatible API, such as `http://127.0.0.1:11434/v1`
/// @param model the model's name at the endpoint
/// @param key the endpoint's API key, or null
/// @param timeout the maximum duration of an exchange, from the first byte sent to the last byte received
public record ModelEndpoint(
        URI address, String model, @Nullable String key, Duration timeout) {

    private static final String PATH = "/chat/completions";

    URI completions() {
        var base = address.toString().replaceAll("/+$", "");
        return URI.create(base.endsWith(PATH) ? base : base + PATH);
    }

    /// Omits the key.
    @Override
    public String toString() {
        return "%s (%s)".formatted(address, model);
    }
}
