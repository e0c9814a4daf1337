/// Item weights in closed form (EASE^R), for catalogs of some thousand items. It is independent of the blend and
/// of requests.
@NullMarked
package dev.kindred.engine.recipe.ease;

import org.jspecify.annotations.NullMarked;
