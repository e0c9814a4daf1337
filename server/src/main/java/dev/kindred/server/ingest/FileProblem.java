package dev.kindred.server.ingest;

/// A problem of a file as a whole.
///
/// @param file the source's name
/// @param message one sentence that says how to correct the file
public record FileProblem(String file, String message) {}
