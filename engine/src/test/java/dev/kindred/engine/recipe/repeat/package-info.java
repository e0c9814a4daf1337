@NullMarked
package dev.kindred.engine.recipe.repeat;

import org.jspecify.annotations.NullMarked;
