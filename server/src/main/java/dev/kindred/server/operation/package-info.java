/// The operations of the service: one sub-package for each resource family, one class for each operation.
/// An operation decides and commits through the catalog; it never opens a file, reads data or renders JSON.
@NullMarked
package dev.kindred.server.operation;

import org.jspecify.annotations.NullMarked;
