/// Texts as vectors that lie the closer to each other the more alike the texts' meanings are. It says what
/// an encoder does and computes with what one made; encoders come from outside.
@NullMarked
package dev.kindred.engine.text;

import org.jspecify.annotations.NullMarked;
