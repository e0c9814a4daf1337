/// The service's memory: resources as immutable records with their life cycles, ARNs, tags, paging and the
/// queue of jobs. It speaks ARN, never index; a resource and the job that works on it enter in one
/// transaction. It opens no data and runs no job.
@NullMarked
package dev.kindred.server.catalog;

import org.jspecify.annotations.NullMarked;
