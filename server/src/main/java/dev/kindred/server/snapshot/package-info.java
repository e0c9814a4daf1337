/// The training snapshot: a dataset group's interactions with dense ids, derived from its dataset files and rebuilt
/// when they change. The package does not train and does not change the catalog.
@NullMarked
package dev.kindred.server.snapshot;

import org.jspecify.annotations.NullMarked;
