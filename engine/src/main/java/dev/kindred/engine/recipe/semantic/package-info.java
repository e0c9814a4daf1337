/// Items whose texts mean something similar.
@NullMarked
package dev.kindred.engine.recipe.semantic;

import org.jspecify.annotations.NullMarked;
