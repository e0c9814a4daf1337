/// Authentication: from a request and its signature to the caller's account, key and rights. The package reads no files
/// and knows no web server; `wire` gives it requests, `cli` gives it the keys.
@NullMarked
package dev.kindred.server.auth;

import org.jspecify.annotations.NullMarked;
