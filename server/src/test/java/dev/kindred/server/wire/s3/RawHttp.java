package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;

/// A connection on which a test writes raw bytes.
final class RawHttp implements AutoCloseable {

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /// A response: status, raw head, body.
    record Answer(int status, String head, String body) {}

    /// Sends a request with a body and its Content-Length, and reads the response.
    Answer exchange(String requestLine, String headers, String body) throws IOException {
        send("%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(requestLine, headers, body.getBytes(UTF_8).length, body));
        return read(requestLine.startsWith("HEAD"));
    }

    Answer exchange(String requestLine) throws IOException {
        return exchange(requestLine, "", "");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    Answer read(boolean isHead) throws IOException {
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int unit = in.read();
            if (unit < 0) {
                return new Answer(0, head.toString(), "");
            }
            head.append((char) unit);
        }
        int status = Integer.parseInt(head.substring(9, 12));
        int length = isHead || status == 100 ? 0 : contentLength(head.toString());
        return new Answer(status, head.toString(), new String(in.readNBytes(length), ISO_8859_1));
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        return 0;
    }

    /// Returns whether the server has closed the connection.
    boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset, because it closed with unread bytes of ours
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
