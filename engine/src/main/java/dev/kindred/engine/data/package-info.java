/// What is trained on: interactions, items, users, and the index between outer ids and dense ones.
/// Knows no algorithm.
@NullMarked
package dev.kindred.engine.data;

import org.jspecify.annotations.NullMarked;
