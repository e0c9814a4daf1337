package dev.kindred.server.auth;

/// The kinds of access that a request needs.
public enum Access {
    /// Describes, lists and downloads.
    READ,
    /// Requests recommendations.
    RECOMMEND,
    /// Sends events, items, users and actions.
    STREAM,
    /// Creates, updates, deletes and uploads.
    CHANGE,
    /// Reads the metrics and health of the server, which span all accounts.
    MONITOR,
    /// Asks for the caller's own identity or for temporary credentials with the caller's own rights.
    IDENTIFY
}
