/// The operations on schemas. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.schema;

import org.jspecify.annotations.NullMarked;
