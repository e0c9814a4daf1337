/// What of STS there is: who calls, and credentials for a while. It issues credentials to anybody, and nothing checks
/// them.
@NullMarked
package dev.kindred.server.wire.sts;

import org.jspecify.annotations.NullMarked;
