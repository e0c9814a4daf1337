package dev.kindred.engine.text;

/// Makes vectors of texts. It can be asked by many threads at once, and the same text has the same vector,
/// whatever else is encoded beside it.
public interface TextEncoder {

    /// Tells its vectors from those of others: it changes when they do.
    String name();

    /// The length of a vector.
    int dimension();

    /// Returns the vector of a text, of length 1 in space. Texts longer than it can read are cut.
    ///
    /// @param text not blank
    float[] encode(String text);
}
