package dev.kindred.server.operation.recipe;

/// The container in which AWS runs an algorithm. Kindred runs none, and so shows none.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AlgorithmImage.html">API reference</a>
public record AlgorithmImage(String name, String dockerURI) {}
