package dev.kindred.engine.text;

/// An encoder from texts to vectors. It is thread-safe and deterministic: the vector of a text does not depend
/// on other texts.
public interface TextEncoder {

    /// The identity of the encoder: it changes if the vectors do.
    String name();

    /// The length of a vector.
    int dimension();

    /// Returns the vector of a text, normalized to length 1. Texts that are too long are truncated.
    ///
    /// @param text not blank
    float[] encode(String text);
}
