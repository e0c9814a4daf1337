/// The supported subset of STS: the caller's identity and temporary credentials, which have the rights of the caller's
/// key. A server that does not authenticate issues credentials to anybody.
@NullMarked
package dev.kindred.server.wire.sts;

import org.jspecify.annotations.NullMarked;
