/// The operations on dataset import jobs. They validate requests and commit to the catalog. They import no
/// sibling package.
@NullMarked
package dev.kindred.server.operation.importjob;

import org.jspecify.annotations.NullMarked;
