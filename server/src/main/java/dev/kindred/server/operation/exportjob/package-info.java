/// The operations on dataset export jobs. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.exportjob;

import org.jspecify.annotations.NullMarked;
