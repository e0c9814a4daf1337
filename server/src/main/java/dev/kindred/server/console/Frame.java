package dev.kindred.server.console;

import java.util.List;

/// What surrounds the content of each page.
///
/// @param title the page's title
/// @param path the path of the page's entry in the navigation
/// @param visitor the access key of the visitor, or empty where the server does not authenticate
/// @param calls the calls of the API behind the page
public record Frame(String title, String path, String region, String visitor, List<CallText> calls) {

    public Frame {
        calls = List.copyOf(calls);
    }

    static Frame of(String title, String path, Visit visit) {
        var key = visit.visitor().key();
        return new Frame(title, path, visit.region(), key == null ? "" : key.id(), CallText.of(visit.calls()));
    }
}
