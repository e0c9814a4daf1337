/// AWS's resources as immutable records: identity ([dev.kindred.server.resource.Arn]), owner, status, life cycle and
/// tags. This package stores nothing and has no dependency on operations.
@NullMarked
package dev.kindred.server.resource;

import org.jspecify.annotations.NullMarked;
