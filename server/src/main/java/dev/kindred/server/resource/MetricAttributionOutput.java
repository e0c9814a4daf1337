package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.RoleArn;
import org.jspecify.annotations.Nullable;

/// Where a metric attribution's reports go.
///
/// @param s3DataDestination a folder, or null for no reports
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_MetricAttributionOutput.html">API
/// reference</a>
public record MetricAttributionOutput(
        @Nullable S3DataConfig s3DataDestination,
        @Required @RoleArn String roleArn) {}
