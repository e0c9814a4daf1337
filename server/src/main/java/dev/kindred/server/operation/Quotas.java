package dev.kindred.server.operation;

/// How much of each thing an account may have in a region.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record Quotas(int schemas, int datasetGroups, int pendingImportJobs, int tagsPerResource) {}
