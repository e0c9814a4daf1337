/// The supported subset of IAM: roles with their policies, and managed policies. The catalog stores them; the server
/// returns them and enforces nothing.
@NullMarked
package dev.kindred.server.wire.iam;

import org.jspecify.annotations.NullMarked;
