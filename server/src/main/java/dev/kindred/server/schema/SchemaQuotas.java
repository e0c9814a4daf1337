package dev.kindred.server.schema;

/// The maximum numbers of columns of a schema besides the reserved ones.
///
/// @param interactionMetadata columns of an Interactions schema
/// @param itemMetadata columns of an Items schema
/// @param userMetadata columns of a Users schema
/// @param actionMetadata columns of an Actions schema
/// @param actionInteractionMetadata columns of an ActionInteractions schema
/// @param itemTextual textual columns of an Items schema, reserved ones included
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record SchemaQuotas(
        int interactionMetadata,
        int itemMetadata,
        int userMetadata,
        int actionMetadata,
        int actionInteractionMetadata,
        int itemTextual) {

    /// The quotas of Amazon Personalize.
    public static final SchemaQuotas AMAZON = new SchemaQuotas(5, 100, 25, 10, 5, 1);

    int metadata(DatasetType type) {
        return switch (type) {
            case INTERACTIONS -> interactionMetadata;
            case ITEMS -> itemMetadata;
            case USERS -> userMetadata;
            case ACTIONS -> actionMetadata;
            case ACTION_INTERACTIONS -> actionInteractionMetadata;
        };
    }
}
