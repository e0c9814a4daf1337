package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A dataset's latest change of schema.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetUpdateSummary.html">API reference</a>
public record DatasetUpdateSummary(
        Arn schemaArn,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {}
