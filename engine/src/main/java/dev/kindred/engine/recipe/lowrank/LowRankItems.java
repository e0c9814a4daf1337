package dev.kindred.engine.recipe.lowrank;

/// The leading singular vectors of a normalised interaction matrix, on the items' side.
///
/// @param vectors entry `j` of item `i` is at `i * rank + j`; as columns they are orthonormal. A column is all
/// zeros where the matrix has no further direction
/// @param singularValues of the columns, falling; the first is 1
public record LowRankItems(int itemCount, int rank, float[] vectors, double[] singularValues) {}
