package dev.kindred.server.wire;

import java.util.List;

/// The health that `GET /healthz` reports.
///
/// @param troubles a line for each impaired function of the server; empty if the server is healthy
/// @param losses a line for each loss of data that was found since the start; they do not make the server unhealthy
public record Health(List<String> troubles, List<String> losses) {}
