/// The encoder of items' texts, and a cache of its vectors on disk, so that a text is encoded once. The package
/// depends on no items and answers no requests.
@NullMarked
package dev.kindred.server.text;

import org.jspecify.annotations.NullMarked;
