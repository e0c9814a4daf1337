/// The errors that the service returns: one sealed family, with messages for the caller. This package has no
/// dependency on HTTP or JSON.
@NullMarked
package dev.kindred.server.error;

import org.jspecify.annotations.NullMarked;
