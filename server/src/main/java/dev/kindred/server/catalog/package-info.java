/// The one memory: tables of resources, tags, jobs, dataset files, models and IAM entities in one SQL database,
/// and the pages of every list. A resource and the job that works on it enter in one transaction. This package
/// speaks ARN, never index; it opens no data and runs no job.
@NullMarked
package dev.kindred.server.catalog;

import org.jspecify.annotations.NullMarked;
