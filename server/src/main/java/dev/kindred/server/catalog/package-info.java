/// The catalog: tables of resources, tags, jobs, dataset files, models and IAM entities in one SQL database, and
/// the pages of every list. One transaction inserts a resource and the job that works on it. This package knows
/// ARNs and no indices; it opens no data and runs no job.
@NullMarked
package dev.kindred.server.catalog;

import org.jspecify.annotations.NullMarked;
