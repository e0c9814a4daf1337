package dev.kindred.server.wire.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A client that posts forms, as the SDKs do for services of the query protocol.
public final class FormClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String version;
    private final String[] headers;

    /// @param version the version of the service
    /// @param headers pairs of a name and a value, sent with every request
    public FormClient(URI endpoint, String version, String... headers) {
        this.endpoint = endpoint;
        this.version = version;
        this.headers = headers;
    }

    /// Calls an action with these fields, pairs of a name and a value.
    public HttpResponse<String> call(String action, String... fields) {
        var form = new StringBuilder("Action=" + action + "&Version=" + version);
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=').append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return post(form.toString());
    }

    /// Posts a form unchanged.
    public HttpResponse<String> post(String form) {
        var request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
