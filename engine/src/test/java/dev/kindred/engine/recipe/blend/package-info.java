@NullMarked
package dev.kindred.engine.recipe.blend;

import org.jspecify.annotations.NullMarked;
