/// HTTP in, HTTP out: AWS JSON 1.1 and REST-JSON, error rendering, and the small endpoints of Kindred's own. It knows
/// no operation by
/// name.
@NullMarked
package dev.kindred.server.wire;

import org.jspecify.annotations.NullMarked;
