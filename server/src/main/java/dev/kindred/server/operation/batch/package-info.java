/// The operations on batch jobs. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.batch;

import org.jspecify.annotations.NullMarked;
