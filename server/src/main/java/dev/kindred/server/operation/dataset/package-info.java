/// The operations on datasets. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.dataset;

import org.jspecify.annotations.NullMarked;
