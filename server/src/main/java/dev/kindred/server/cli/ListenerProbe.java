package dev.kindred.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Test whether a port is listened on, without a connection to it.
final class ListenerProbe {

    private ListenerProbe() {}

    /// Returns whether the address has a listener. If this cannot be determined, the result is true.
    static boolean isListening(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // allows the address if only closed connections of a former listener hold it
            socket.bind(new InetSocketAddress(host, port));
            return false;
        } catch (BindException e) {
            return true;
        } catch (IOException e) {
            return true; // no file descriptor is left for the probe itself
        }
    }
}
