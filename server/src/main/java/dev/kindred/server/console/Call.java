package dev.kindred.server.console;

import java.util.Map;

/// A call of the API behind a page.
///
/// @param request its members in AWS's spelling
public record Call(String operation, Map<String, ?> request) {

    public Call {
        request = Map.copyOf(request);
    }
}
