/// The events of users by item row: a snapshot's events, and the events streamed since. It stores nothing.
@NullMarked
package dev.kindred.server.dataset.history;

import org.jspecify.annotations.NullMarked;
