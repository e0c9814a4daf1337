package dev.kindred.server.wire;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// The answers to requests that the web server itself refuses, or that a handler fails to answer.
public final class WebServerErrors implements DirectHandler {

    private static final int FIRST_OF_SERVER = 500;

    private WebServerErrors() {}

    /// Returns handlers for every kind of such error.
    public static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        var answers = new WebServerErrors();
        for (var type : EventType.values()) {
            handlers.addHandler(type, answers);
        }
        return handlers.build();
    }

    /// @param message the web server's own message, which can repeat bytes of the request or name a class
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders responseHeaders,
            String message) {
        var refusal = status.code() == FIRST_OF_SERVER
                ? RequestRefusal.internal()
                : RequestRefusal.malformed(
                        "The request is not valid HTTP/1.1: check the characters of its path and its headers.");
        return refusal.transportResponse(request.path());
    }
}
