/// The Items, Users and Actions datasets in memory, by row: loaded from dataset files, then changed record by
/// record. A reader sees complete records only. The package ranks nothing, answers no requests and writes no
/// files.
@NullMarked
package dev.kindred.server.dataset.table;

import org.jspecify.annotations.NullMarked;
