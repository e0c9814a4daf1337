/// What a model is asked and what it answers. Knows no algorithm and no file.
@NullMarked
package dev.kindred.engine.ranking;

import org.jspecify.annotations.NullMarked;
