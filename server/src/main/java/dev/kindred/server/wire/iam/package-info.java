/// What of IAM there is: roles with their policies, and managed policies. They are kept in the catalog and returned;
/// nothing is enforced by them.
@NullMarked
package dev.kindred.server.wire.iam;

import org.jspecify.annotations.NullMarked;
