package dev.kindred.engine.recipe.lowrank;

/// The leading right singular vectors, of items, of a normalized interaction matrix.
///
/// @param vectors entry `j` of item `i` is at `i * rank + j`; the columns are orthonormal. A column is zero if
/// the matrix has no further direction
/// @param singularValues of the columns, descending; the first is 1
public record LowRankItems(int itemCount, int rank, float[] vectors, double[] singularValues) {}
