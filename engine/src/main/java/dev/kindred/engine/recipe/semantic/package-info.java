/// Items whose texts have similar meanings.
@NullMarked
package dev.kindred.engine.recipe.semantic;

import org.jspecify.annotations.NullMarked;
