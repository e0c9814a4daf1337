/// Object access: the local object folder, any remote S3, and the files this product keeps in them. It is the only
/// package that opens files or speaks to S3, and it must know nothing of resources, jobs or the wire.
@NullMarked
package dev.kindred.server.storage;

import org.jspecify.annotations.NullMarked;
