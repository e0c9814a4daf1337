/// Object access: the local object folder, remote S3, and the files that this product keeps. It is the only package
/// that opens files or calls S3, and it does not depend on resources, jobs or the wire.
@NullMarked
package dev.kindred.server.storage;

import org.jspecify.annotations.NullMarked;
