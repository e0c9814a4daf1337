package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The output location of a batch inference job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobOutput.html">API reference</a>
public record BatchInferenceJobOutput(@Required S3DataConfig s3DataDestination) {}
