package dev.kindred.server.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Finds out whether a port is listened on, without a connection to it.
final class ListenerProbe {

    private ListenerProbe() {}

    /// Whether the address is taken by a listener. What cannot be found out counts as listened on.
    static boolean isListening(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections that a listener left behind do not hold the address
            socket.bind(new InetSocketAddress(host, port));
            return false;
        } catch (BindException e) {
            return true;
        } catch (IOException e) {
            return true; // no descriptor is left for the probe itself
        }
    }
}
