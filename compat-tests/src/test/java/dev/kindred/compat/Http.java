package dev.kindred.compat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Plain HTTP requests, for paths that Amazon's clients do not use.
final class Http {

    private Http() {}

    /// Returns the status of the response.
    static int get(URI uri) throws IOException, InterruptedException {
        return fetch(uri).statusCode();
    }

    /// Returns the body of the response.
    static String getText(URI uri) throws IOException, InterruptedException {
        return fetch(uri).body();
    }

    private static HttpResponse<String> fetch(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
