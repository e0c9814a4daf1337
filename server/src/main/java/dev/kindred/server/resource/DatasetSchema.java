package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The schema of a dataset. Immutable. It has no status: it exists as soon as it is created.
///
/// @param schema the Avro text, byte for byte as in the request
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DatasetSchema.html">API reference</a>
public record DatasetSchema(
        String name,
        Arn schemaArn,
        String schema,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String domain)
        implements Resource.Plain {

    @Override
    public Arn arn() {
        return schemaArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.SCHEMA;
    }

    @Override
    public @Nullable Arn parent() {
        return null;
    }
}
