package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The output location of a batch segment job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchSegmentJobOutput.html">API reference</a>
public record BatchSegmentJobOutput(@Required S3DataConfig s3DataDestination) {}
