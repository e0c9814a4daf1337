package dev.kindred.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An HTTP/1.1 connection with keep-alive.
final class KeepAliveConnection implements AutoCloseable {

    private static final int OK = 200;

    private final URI endpoint;
    private Socket socket;
    private InputStream in;

    KeepAliveConnection(URI endpoint) throws IOException {
        this.endpoint = endpoint;
        open();
    }

    /// An answer to a request.
    record Answer(int status, String body) {}

    /// Sends a request and returns the body of the response.
    ///
    /// @param line method and path, such as `GET /ready`
    /// @throws IOException if the status is not 200 or the response has no length
    String ask(String line, String body) throws IOException {
        var answer = exchange(line, body);
        if (answer.status() != OK) {
            throw new IOException(answer.toString());
        }
        return answer.body();
    }

    /// Sends a request and returns its answer, whatever its status.
    ///
    /// @param line method and path
    /// @throws IOException if the answer has no length
    Answer exchange(String line, String body) throws IOException {
        var request = line + " HTTP/1.1\r\nHost: " + endpoint.getAuthority() + "\r\nAccept: application/json\r\n"
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var head = head();
        int length = -1;
        boolean closes = false;
        for (var header : head.lines().toList()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            closes |= lower.startsWith("connection:") && lower.endsWith("close");
        }
        if (length < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        var answer = new Answer(
                Integer.parseInt(head.substring(9, 12)), new String(in.readNBytes(length), StandardCharsets.UTF_8));
        if (closes) {
            close();
            open();
        }
        return answer;
    }

    private void open() throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
