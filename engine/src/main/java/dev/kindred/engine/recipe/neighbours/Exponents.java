package dev.kindred.engine.recipe.neighbours;

/// The normalization of counts of shared users to a similarity:
/// `count(i, j) / (users(i)^row * users(j)^column)`, where a user with d items counts `d^-user`.
///
/// The usual measures are members of this family: cosine (0, ½, ½), asymmetric cosine (0, a, 1 - a), P3alpha (α,
/// α, 0), RP3beta (α, α, β) of Paudel et al., "Updatable, Accurate, Diverse, and Scalable Recommendations for
/// Interactive Applications" (2016), and the linear filter of GF-CF (1, ½, ½).
///
/// @param user the strength of the discount of users with many items
/// @param row the strength of the discount of popular items of a history
/// @param column the strength of the discount of popular items of an answer
public record Exponents(double user, double row, double column) {

    /// The linear filter of a normalized item graph.
    public static final Exponents GRAPH = new Exponents(1, 0.5, 0.5);
}
