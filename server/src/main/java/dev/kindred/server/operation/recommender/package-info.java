/// The operations on recommenders. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.recommender;

import org.jspecify.annotations.NullMarked;
