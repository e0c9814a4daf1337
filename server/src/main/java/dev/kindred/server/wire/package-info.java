/// HTTP requests and responses: AWS JSON 1.1 and REST-JSON, error rendering, and the small endpoints of Kindred's
/// own. This package does not refer to operations by name.
@NullMarked
package dev.kindred.server.wire;

import org.jspecify.annotations.NullMarked;
