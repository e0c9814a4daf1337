package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.RoleArn;
import org.jspecify.annotations.Nullable;

/// The output location of a metric attribution's reports.
///
/// @param s3DataDestination a folder, or null if no reports are written
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_MetricAttributionOutput.html">API reference</a>
public record MetricAttributionOutput(
        @Nullable S3DataConfig s3DataDestination,
        @Required @RoleArn String roleArn) {}
