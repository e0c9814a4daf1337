package dev.kindred.server.serving;

/// An action of a response.
///
/// @param score the probability that the user takes it; 0 if there is too little data
public record RecommendedAction(String actionId, double score) {}
