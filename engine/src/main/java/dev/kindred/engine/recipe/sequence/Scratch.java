package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.model.ItemMatrix;

/// Room for the work of one request, kept for the next one. For one thread at a time; all is empty between
/// requests.
///
/// @param total the blend's scores, by item
/// @param member one member's scores, by item
/// @param ages how long ago the history's items were had, by item
/// @param sequences scores of recent sequences
/// @param row room for any row of the rules
record Scratch(ItemScores total, ItemScores member, ItemScores ages, ItemScores sequences, ItemMatrix.Row row) {}
