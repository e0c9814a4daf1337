package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;

/// One connection on which a test writes bytes that no well-behaved client would.
final class RawHttp implements AutoCloseable {

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /// An answer: status, head as it was sent, body.
    record Answer(int status, String head, String body) {}

    /// Sends a request with a body and a fitting Content-Length, and reads the answer.
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

    /// Whether the server has ended the connection.
    boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset, because it closed with bytes of ours unread
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
