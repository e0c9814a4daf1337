/// The operations on the service's own recipes, algorithms and feature transformations. They validate requests
/// and commit to the catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.recipe;

import org.jspecify.annotations.NullMarked;
