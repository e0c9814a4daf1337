package dev.kindred.server.operation.schema;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetSchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a schema in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetSchemaSummary.html">API
/// reference</a>
public record DatasetSchemaSummary(
        String name,
        Arn schemaArn,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String domain) {

    static DatasetSchemaSummary of(DatasetSchema it) {
        return new DatasetSchemaSummary(
                it.name(), it.schemaArn(), it.creationDateTime(), it.lastUpdatedDateTime(), it.domain());
    }
}
