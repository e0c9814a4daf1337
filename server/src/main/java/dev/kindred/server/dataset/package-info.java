/// The current data of dataset groups in memory: what users did, what items, users and actions are, and the filters
/// over them. It neither ranks nor trains, and changes nothing in the catalog.
@NullMarked
package dev.kindred.server.dataset;

import org.jspecify.annotations.NullMarked;
