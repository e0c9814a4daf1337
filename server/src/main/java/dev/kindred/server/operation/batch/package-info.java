/// The operations on batch jobs. They validate requests and commit to the catalog. They import no sibling
/// package.
@NullMarked
package dev.kindred.server.operation.batch;

import org.jspecify.annotations.NullMarked;
