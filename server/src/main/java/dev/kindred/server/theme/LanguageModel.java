package dev.kindred.server.theme;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A client of a language model behind an OpenAI-compatible endpoint. All callers share a small number of
/// concurrent requests. A response is bounded in time and in size. Redirects are not followed, because they
/// would send the key to another host.
///
/// @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Chat completions</a>
public final class LanguageModel implements AutoCloseable {

    /// The maximum number of concurrent requests of all jobs: enough to hide the latency of a response without
    /// overloading a model on one processor. Taste.
    private static final int AT_ONCE = 4;

    /// The maximum size of a response in bytes; a title needs a few hundred. Taste.
    private static final int MOST_ANSWERED = 1 << 16;
    private static final int OK = 200;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final ModelEndpoint endpoint;
    private final HttpClient client;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    public LanguageModel(ModelEndpoint endpoint) {
        this.endpoint = endpoint;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(endpoint.timeout())
                .build();
    }

    /// A permit for requests, released when closed.
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for a permit, in order of arrival.
    Permit permit() throws InterruptedException {
        permits.acquire();
        return permits::release;
    }

    /// Returns the model's answer to a text, under instructions. The caller must have a permit.
    ///
    /// @throws TitleException if there is no readable answer
    String answer(String instructions, String text) throws TitleException, InterruptedException {
        return content(send(request(instructions, text)));
    }

    private HttpRequest request(String instructions, String text) {
        var body = MAPPER.createObjectNode().put("model", endpoint.model()).put("stream", false);
        var messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", instructions);
        messages.addObject().put("role", "user").put("content", text);
        var request = HttpRequest.newBuilder(endpoint.completions())
                .timeout(endpoint.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
        if (endpoint.key() != null) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        return request.build();
    }

    /// The request's own timeout ends with the response's status line, so the whole exchange has a timeout of
    /// its own.
    private byte[] send(HttpRequest request) throws TitleException, InterruptedException {
        var exchange = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWERED));
        try {
            var response = exchange.get(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return body(response);
        } catch (TimeoutException e) {
            throw new TitleException("it did not answer within %d ms"
                    .formatted(endpoint.timeout().toMillis()));
        } catch (ExecutionException e) {
            throw new TitleException(reason(e.getCause()));
        } finally {
            exchange.cancel(true);
        }
    }

    private static byte[] body(HttpResponse<byte[]> response) throws TitleException {
        if (response.statusCode() != OK) {
            throw new TitleException("it answered with HTTP status " + response.statusCode());
        }
        return response.body();
    }

    private String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException _ ->
                "it did not answer within %d ms".formatted(endpoint.timeout().toMillis());
            case ConnectException _ -> "it cannot be reached";
            case IOException _ -> "its answer broke off, or was larger than %,d bytes".formatted(MOST_ANSWERED);
            case null -> "the request failed";
            default -> "the request failed: " + cause.getClass().getSimpleName();
        };
    }

    private static String content(byte[] answer) throws TitleException {
        try {
            var content = MAPPER.readTree(new String(answer, StandardCharsets.UTF_8))
                    .path("choices")
                    .path(0)
                    .path("message")
                    .path("content");
            if (content.isString()) {
                return content.stringValue();
            }
        } catch (JacksonException e) {
            throw new TitleException("its answer is not JSON");
        }
        throw new TitleException("its answer has no choices[0].message.content");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
