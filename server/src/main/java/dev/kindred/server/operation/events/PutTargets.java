package dev.kindred.server.operation.events;

import dev.kindred.server.catalog.CatalogCache;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;

/// Lookup of the dataset and schema that a tracking id or an ARN refers to. Results are cached until the catalog
/// changes, so that a put costs no query.
public final class PutTargets {

    private final CatalogCache<Key, Target> targets;

    /// A dataset that accepts records.
    record Target(Dataset dataset, AvroSchema schema, DatasetType type) {}

    private record Key(Scope scope, String name, DatasetType type) {}

    public PutTargets(ServiceContext context) {
        targets = new CatalogCache<>(context.catalog());
    }

    /// Returns the Interactions dataset of the dataset group whose event tracker has that tracking id.
    ///
    /// @throws InvalidInput if there is none, or the tracker or the dataset is not ACTIVE
    Target ofTracker(Scope scope, String trackingId) {
        return targets.get(new Key(scope, trackingId, DatasetType.INTERACTIONS), view -> {
            var tracker = view.resources().all(scope, EventTracker.class, ResourceKind.EVENT_TRACKER).stream()
                    .filter(it -> it.trackingId().equals(trackingId))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInput(
                            "No event tracker has this tracking id in %s. DescribeEventTracker returns a tracker's."
                                    .formatted(scope.region())));
            if (tracker.status() != Status.ACTIVE) {
                throw new InvalidInput("The event tracker %s is %s: events can be sent while it is ACTIVE."
                        .formatted(tracker.arn(), tracker.status().text()));
            }
            return view.resources().childrenOf(tracker.datasetGroupArn(), Dataset.class, ResourceKind.DATASET).stream()
                    .filter(dataset -> dataset.datasetType().equals(DatasetType.INTERACTIONS.name())
                            && dataset.status() == Status.ACTIVE)
                    .findFirst()
                    .map(dataset -> target(view, dataset))
                    .orElseThrow(() -> new InvalidInput(
                            "The dataset group %s has no Interactions dataset that is ACTIVE: create it first."
                                    .formatted(tracker.datasetGroupArn())));
        });
    }

    /// Returns the Action interactions dataset with that tracking id, if it accepts records now.
    ///
    /// @throws ResourceNotFound if there is none
    Target ofActionTracker(Scope scope, String trackingId) {
        return targets.get(new Key(scope, trackingId, DatasetType.ACTION_INTERACTIONS), view -> {
            var dataset = view.resources().all(scope, Dataset.class, ResourceKind.DATASET).stream()
                    .filter(it -> trackingId.equals(it.trackingId()))
                    .findFirst()
                    .orElseThrow(() -> new ResourceNotFound(
                            "No dataset of action interactions has this tracking id in %s. DescribeDataset returns it; the tracking id of an event tracker is for PutEvents."
                                    .formatted(scope.region())));
            requireTaking(dataset);
            return target(view, dataset);
        });
    }

    /// Returns the dataset with that ARN, if it has that type and accepts records now.
    Target ofDataset(Scope scope, String arn, DatasetType type) {
        return targets.get(new Key(scope, arn, type), view -> {
            var dataset = view.require(Dataset.class, scope, arn);
            if (!dataset.datasetType().equals(type.name())) {
                throw new InvalidInput("Dataset %s is of type %s; this call takes one of type %s."
                        .formatted(arn, dataset.datasetType(), type));
            }
            requireTaking(dataset);
            return target(view, dataset);
        });
    }

    private static void requireTaking(Dataset dataset) {
        if (dataset.status() != Status.ACTIVE) {
            throw new ResourceInUse("Dataset %s is %s: records can be put while it is ACTIVE."
                    .formatted(dataset.arn(), dataset.status().text()));
        }
    }

    private static Target target(CatalogView view, Dataset dataset) {
        var schema = view.require(DatasetSchema.class, dataset.schemaArn());
        return new Target(dataset, AvroSchema.parse(schema.schema()), DatasetType.valueOf(dataset.datasetType()));
    }
}
