/// The operations on schemas. They validate requests and commit to the catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.schema;

import org.jspecify.annotations.NullMarked;
