package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The columns of a dataset. Immutable, and there from the moment it is made.
///
/// @param schema the Avro text, byte for byte as it was given
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
