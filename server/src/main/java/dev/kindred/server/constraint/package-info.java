/// The constraints of request members: declared on record components and checked by one validator that reports
/// violations in AWS's format. This package has no dependency on operations or resources.
@NullMarked
package dev.kindred.server.constraint;

import org.jspecify.annotations.NullMarked;
