package dev.kindred.server.console;

import java.util.Map;

/// A kind of page.
interface Page {

    /// What a visitor gets.
    sealed interface Answer {}

    /// HTML by a template.
    ///
    /// @param status the status of the response
    record Html(int status, String template, Map<String, Object> parameters) implements Answer {

        static Html of(String template, Map<String, Object> parameters) {
            return new Html(200, template, parameters);
        }
    }

    /// Another page.
    ///
    /// @param path with query, from the root of the server
    record Redirect(String path) implements Answer {}

    /// The path below `/console`, `/` for the first page. Longer paths that begin with it belong to the page, too.
    String path();

    /// Answers a visit.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the API refuses a call
    /// @throws dev.kindred.server.auth.AuthenticationException if the visitor has no right to a call
    Answer answer(Visit visit);
}
