/// The operations on tags. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.tag;

import org.jspecify.annotations.NullMarked;
