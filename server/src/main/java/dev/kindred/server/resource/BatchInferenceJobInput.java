package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// What a batch inference job reads.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_BatchInferenceJobInput.html">API
/// reference</a>
public record BatchInferenceJobInput(@Required S3DataConfig s3DataSource) {}
