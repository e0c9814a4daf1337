package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.schema.SchemaQuotas;
import dev.kindred.server.schema.SchemaRules;
import java.time.InstantSource;

/// Builds the operations' context from the settings.
final class ServiceContexts {

    private ServiceContexts() {}

    /// Returns the context of all operations.
    static ServiceContext of(Configuration settings, InstantSource clock, Catalog catalog) {
        return new ServiceContext(
                catalog,
                catalog.paging(),
                clock,
                quotas(settings),
                new SchemaRules(schemaQuotas(settings)),
                settings.get(Settings.DELETE_DELAY),
                settings.get(Settings.FIRST_TRAINING_DELAY));
    }

    private static Quotas quotas(Configuration settings) {
        return new Quotas(
                settings.get(Settings.QUOTA_SCHEMAS),
                settings.get(Settings.QUOTA_DATASET_GROUPS),
                settings.get(Settings.QUOTA_PENDING_IMPORT_JOBS),
                settings.get(Settings.QUOTA_PENDING_SOLUTION_VERSIONS),
                settings.get(Settings.QUOTA_PENDING_BATCH_JOBS),
                settings.get(Settings.QUOTA_RECOMMENDERS),
                settings.get(Settings.QUOTA_TAGS),
                new Quotas.PerGroup(
                        settings.get(Settings.QUOTA_GROUP_SOLUTIONS),
                        settings.get(Settings.QUOTA_GROUP_CAMPAIGNS),
                        settings.get(Settings.QUOTA_GROUP_RECOMMENDERS),
                        settings.get(Settings.QUOTA_GROUP_FILTERS),
                        settings.get(Settings.QUOTA_GROUP_FILTER_FIELDS),
                        settings.get(Settings.QUOTA_FILTER_FIELDS)));
    }

    static SchemaQuotas schemaQuotas(Configuration settings) {
        var amazon = SchemaQuotas.AMAZON;
        return new SchemaQuotas(
                settings.get(Settings.QUOTA_INTERACTION_COLUMNS),
                settings.get(Settings.QUOTA_ITEM_COLUMNS),
                settings.get(Settings.QUOTA_USER_COLUMNS),
                amazon.actionMetadata(),
                amazon.actionInteractionMetadata(),
                amazon.itemTextual());
    }
}
