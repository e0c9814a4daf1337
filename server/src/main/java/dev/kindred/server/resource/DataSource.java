package dev.kindred.server.resource;

import dev.kindred.server.constraint.S3Uri;
import org.jspecify.annotations.Nullable;

/// The S3 location of input data: a file or a folder, with or without a slash at its end.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DataSource.html">API reference</a>
public record DataSource(@S3Uri @Nullable String dataLocation) {}
