package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ListenerProbeTest {

    @Test
    void aListenerThatEndedIsNoticedThoughItsConnectionsLive() throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var host = listener.getInetAddress().getHostAddress();
        int port = listener.getLocalPort();
        try (var client = new Socket(host, port);
                var accepted = listener.accept()) {
            assertThat(ListenerProbe.isListening(host, port)).isTrue();

            listener.close();

            assertThat(ListenerProbe.isListening(host, port)).isFalse();
            assertThat(client.isConnected() && accepted.isConnected()).isTrue();
        }
    }

    @Test
    void theLimitOfConnectionsIsBelowDescriptorsAndHeap() {
        assertThat(ConnectionLimit.of(20_000, 8L << 30)).isEqualTo(9_872);
        assertThat(ConnectionLimit.of(20_000, 256L << 20)).isEqualTo(2_730);
        assertThat(ConnectionLimit.of(1_024, 256L << 20)).isEqualTo(384);
        assertThat(ConnectionLimit.of(100, 64L << 20)).as("never none").isEqualTo(16);
        assertThat(ConnectionLimit.ofThisProcess()).isPositive();
    }
}
