/// The Items, Users and Actions datasets as they are in force, in memory, by row: loaded from segments, then kept
/// current record by record. Readers see each record whole. It neither ranks nor answers requests, and stores
/// nothing.
@NullMarked
package dev.kindred.server.serving.attributes;

import org.jspecify.annotations.NullMarked;
