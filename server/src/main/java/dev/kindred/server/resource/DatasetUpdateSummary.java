package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The latest schema update of a dataset.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetUpdateSummary.html">API reference</a>
public record DatasetUpdateSummary(
        Arn schemaArn,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {}
