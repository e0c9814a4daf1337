/// AWS's query protocol: an action in a form, an answer in XML. It knows no action by name; STS and IAM bring theirs.
@NullMarked
package dev.kindred.server.wire.query;

import org.jspecify.annotations.NullMarked;
