/// The Items, Users and Actions datasets in memory, by row: loaded from dataset files, then changed record by record.
/// A reader sees each record whole. It neither ranks nor answers requests, and stores nothing.
@NullMarked
package dev.kindred.server.dataset.table;

import org.jspecify.annotations.NullMarked;
