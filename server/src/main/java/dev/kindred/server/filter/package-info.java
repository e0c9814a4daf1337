/// Filter expressions: their grammar, compilation and evaluation. The package reads rows through its interfaces
/// and depends on no catalog, file or model.
@NullMarked
package dev.kindred.server.filter;

import org.jspecify.annotations.NullMarked;
