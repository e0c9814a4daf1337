package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The input location of a batch segment job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchSegmentJobInput.html">API reference</a>
public record BatchSegmentJobInput(@Required S3DataConfig s3DataSource) {}
