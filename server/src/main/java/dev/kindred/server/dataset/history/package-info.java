/// The events of users by item row: a snapshot's events, and the events streamed since. The package writes no
/// files.
@NullMarked
package dev.kindred.server.dataset.history;

import org.jspecify.annotations.NullMarked;
