/// The operations on filters. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.filter;

import org.jspecify.annotations.NullMarked;
