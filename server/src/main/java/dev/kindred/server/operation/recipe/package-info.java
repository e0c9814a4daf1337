/// The operations on the service's own recipes, algorithms and feature transformations. They decide and commit
/// through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.recipe;

import org.jspecify.annotations.NullMarked;
