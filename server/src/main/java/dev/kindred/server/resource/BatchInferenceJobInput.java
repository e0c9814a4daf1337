package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The input location of a batch inference job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobInput.html">API reference</a>
public record BatchInferenceJobInput(@Required S3DataConfig s3DataSource) {}
