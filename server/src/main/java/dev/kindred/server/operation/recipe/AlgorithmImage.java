package dev.kindred.server.operation.recipe;

/// The container image of an algorithm on AWS. Kindred has no containers and leaves it out of responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AlgorithmImage.html">API reference</a>
public record AlgorithmImage(String name, String dockerURI) {}
