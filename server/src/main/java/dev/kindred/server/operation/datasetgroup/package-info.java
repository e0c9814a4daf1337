/// The operations on dataset groups. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.datasetgroup;

import org.jspecify.annotations.NullMarked;
