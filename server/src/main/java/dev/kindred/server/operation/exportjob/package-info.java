/// The operations on dataset export jobs. They validate requests and commit to the catalog. They import no
/// sibling package.
@NullMarked
package dev.kindred.server.operation.exportjob;

import org.jspecify.annotations.NullMarked;
