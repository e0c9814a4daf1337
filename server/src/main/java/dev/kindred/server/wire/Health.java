package dev.kindred.server.wire;

import java.util.List;

/// The health that `GET /healthz` reports.
@FunctionalInterface
public interface Health {

    /// Returns a line for each impaired function of the server; empty if the server is healthy.
    List<String> troubles();
}
