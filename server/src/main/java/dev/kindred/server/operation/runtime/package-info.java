/// Recommendations, as a caller asks for them: requests are checked here and answered by what serves models.
/// It reads and writes no data itself.
@NullMarked
package dev.kindred.server.operation.runtime;

import org.jspecify.annotations.NullMarked;
