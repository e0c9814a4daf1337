/// Vectors of texts, whose distance reflects the similarity in meaning. The package defines the interface of
/// encoders and computes with their vectors; encoders are elsewhere.
@NullMarked
package dev.kindred.engine.text;

import org.jspecify.annotations.NullMarked;
