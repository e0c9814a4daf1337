package dev.kindred.engine.recipe.neighbours;

/// How counts of shared users become nearness: `count(i, j) / (users(i)^row * users(j)^column)`, where a user
/// with d items counts `d^-user`.
///
/// The well-known measures are points of this family: cosine (0, ½, ½), asymmetric cosine (0, a, 1 - a),
/// P3alpha (α, α, 0), RP3beta (α, α, β) of Paudel et al., "Updatable, Accurate, Diverse, and Scalable
/// Recommendations for Interactive Applications" (2016), and the linear filter of GF-CF (1, ½, ½).
///
/// @param user how much the users with many items are held back
/// @param row how much the popular items of a history are held back
/// @param column how much the popular items of an answer are held back
public record Exponents(double user, double row, double column) {

    /// The linear filter of a normalised item graph.
    public static final Exponents GRAPH = new Exponents(1, 0.5, 0.5);
}
