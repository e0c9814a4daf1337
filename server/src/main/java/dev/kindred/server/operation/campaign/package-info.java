/// The operations on campaigns. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.campaign;

import org.jspecify.annotations.NullMarked;
