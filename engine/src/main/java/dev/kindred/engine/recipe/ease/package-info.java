/// Item weights in closed form (EASE^R), for catalogs of some thousand items. Knows no blend and no requests.
@NullMarked
package dev.kindred.engine.recipe.ease;

import org.jspecify.annotations.NullMarked;
