package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The output location of a dataset export job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetExportJobOutput.html">API reference</a>
public record DatasetExportJobOutput(@Required S3DataConfig s3DataDestination) {}
