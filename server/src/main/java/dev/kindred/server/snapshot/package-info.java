/// The training snapshot: a dataset group's interactions with dense numbers for ids, derived from its
/// segments and made again whenever they change. It trains nothing and changes nothing in the catalog.
@NullMarked
package dev.kindred.server.snapshot;

import org.jspecify.annotations.NullMarked;
