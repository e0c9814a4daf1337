@NullMarked
package dev.kindred.engine.recipe.neighbours;

import org.jspecify.annotations.NullMarked;
