/// The operations of the service: one sub-package for each resource family, one class for each operation. An
/// operation validates its request and commits to the catalog. It does not open files, read data or render JSON.
@NullMarked
package dev.kindred.server.operation;

import org.jspecify.annotations.NullMarked;
