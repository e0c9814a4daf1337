package dev.kindred.server.serving;

/// An action of an answer.
///
/// @param score how likely the user is to take it, from 0 to 1; 0 where there is too little data to tell
public record RecommendedAction(String actionId, double score) {}
