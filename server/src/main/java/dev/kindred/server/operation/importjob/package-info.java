/// The operations on dataset import jobs. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.importjob;

import org.jspecify.annotations.NullMarked;
