/// The operations on dataset groups. They validate requests and commit to the catalog. They import no sibling
/// package.
@NullMarked
package dev.kindred.server.operation.datasetgroup;

import org.jspecify.annotations.NullMarked;
