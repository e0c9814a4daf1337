/// The operations on tags. They validate requests and commit to the catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.tag;

import org.jspecify.annotations.NullMarked;
