package dev.kindred.server.ingest;

/// What is wrong with a file as a whole.
///
/// @param file the source's name
/// @param message one sentence that says what to mend
public record FileProblem(String file, String message) {}
