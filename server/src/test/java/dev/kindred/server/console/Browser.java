package dev.kindred.server.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/// Requests as a browser sends them: it keeps cookies and accepts HTML.
final class Browser implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"[^>]*>([^<]*)<");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI server;

    Browser(URI server) {
        this.server = server;
    }

    HttpResponse<String> open(String path) {
        return send(HttpRequest.newBuilder(server.resolve(path)).header("Accept", "text/html,*/*"));
    }

    /// Opens the page of a link of another page.
    HttpResponse<String> follow(HttpResponse<String> page, String text) {
        var link = LINK.matcher(page.body())
                .results()
                .filter(match -> match.group(2).equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link \"" + text + "\" in " + page.body()));
        return open(link.group(1).replace("&amp;", "&"));
    }

    HttpResponse<String> post(String path, String form, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    CookieManager cookies() {
        return cookies;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
