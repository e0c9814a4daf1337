/// The supported subset of STS: the caller's identity and temporary credentials. The server issues credentials to
/// anybody and verifies none.
@NullMarked
package dev.kindred.server.wire.sts;

import org.jspecify.annotations.NullMarked;
