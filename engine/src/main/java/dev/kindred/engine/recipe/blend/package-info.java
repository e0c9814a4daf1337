/// A weighted blend of several families of models: their training, the selection of their weights on a hold-out,
/// and the model that ranks. It reads queries, not requests.
@NullMarked
package dev.kindred.engine.recipe.blend;

import org.jspecify.annotations.NullMarked;
