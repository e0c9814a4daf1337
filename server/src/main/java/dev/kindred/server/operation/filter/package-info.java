/// The operations on filters. They validate requests and commit to the catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.filter;

import org.jspecify.annotations.NullMarked;
