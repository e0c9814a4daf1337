/// The operations on recommenders. They validate requests and commit to the catalog. They import no sibling
/// package.
@NullMarked
package dev.kindred.server.operation.recommender;

import org.jspecify.annotations.NullMarked;
