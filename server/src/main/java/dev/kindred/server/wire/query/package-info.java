/// AWS's query protocol: the request is a form that names an action, the response is XML. This package does not refer
/// to actions by name; STS and IAM register theirs.
@NullMarked
package dev.kindred.server.wire.query;

import org.jspecify.annotations.NullMarked;
