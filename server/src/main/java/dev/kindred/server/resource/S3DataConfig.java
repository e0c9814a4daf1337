package dev.kindred.server.resource;

import dev.kindred.server.constraint.KmsKeyArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.S3Uri;
import org.jspecify.annotations.Nullable;

/// The S3 location of a job's input or output: an input file, or a folder with or without a slash at its end.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_S3DataConfig.html">API reference</a>
public record S3DataConfig(
        @Required @S3Uri String path, @KmsKeyArn @Nullable String kmsKeyArn) {}
