package dev.kindred.server.wire;

import java.util.List;

/// What `GET /healthz` reports.
@FunctionalInterface
public interface Health {

    /// Returns why the server does not do all that it is for, a line each; none if it does.
    List<String> troubles();
}
