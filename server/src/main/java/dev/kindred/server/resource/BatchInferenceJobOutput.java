package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// Where a batch inference job writes.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobOutput.html">API
/// reference</a>
public record BatchInferenceJobOutput(@Required S3DataConfig s3DataDestination) {}
