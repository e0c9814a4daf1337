/// The training snapshot: a dataset group's interactions with dense ids. It is derived from the dataset files
/// and rebuilt when they change. The package trains no models and does not change the catalog.
@NullMarked
package dev.kindred.server.snapshot;

import org.jspecify.annotations.NullMarked;
