/// The operations on data deletion jobs. They validate requests and commit to the catalog. They import no
/// sibling package.
@NullMarked
package dev.kindred.server.operation.deletionjob;

import org.jspecify.annotations.NullMarked;
