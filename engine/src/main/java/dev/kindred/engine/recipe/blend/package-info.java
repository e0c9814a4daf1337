/// Several families of models whose scores are added up: their training, the choice of their weights on a
/// hold-out, and the model that answers. Knows no request, only queries.
@NullMarked
package dev.kindred.engine.recipe.blend;

import org.jspecify.annotations.NullMarked;
