/// The operations on campaigns. They validate requests and commit to the catalog. They import no sibling
/// package.
@NullMarked
package dev.kindred.server.operation.campaign;

import org.jspecify.annotations.NullMarked;
