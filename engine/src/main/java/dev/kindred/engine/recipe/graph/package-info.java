/// Graph filters (GF-CF) as a member of a blend. Knows no blend and no requests.
@NullMarked
package dev.kindred.engine.recipe.graph;

import org.jspecify.annotations.NullMarked;
