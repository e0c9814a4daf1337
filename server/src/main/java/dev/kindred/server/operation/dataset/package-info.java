/// The operations on datasets. They validate requests and commit to the catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.dataset;

import org.jspecify.annotations.NullMarked;
