package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.deployment.ServedModel;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.text.TextEmbeddings;

/// Unloads the models and deletes the text vectors of deleted resources. The vectors of a dataset group whose deletion
/// is not reported, because the feed reports only that anything may have changed, are kept. They take space, and are
/// never read.
final class RemovedResources implements ChangeFeed.Follower {

    private final Catalog catalog;
    private final Deployments deployments;
    private final TextEmbeddings embeddings;

    RemovedResources(Catalog catalog, Deployments deployments, TextEmbeddings embeddings) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.embeddings = embeddings;
    }

    @Override
    public void changed(CatalogChange change) {
        for (var arn : change.resources()) {
            deployments.find(arn.toString()).ifPresent(this::unloadIfRemoved);
            if (arn.type().equals(ResourceKind.DATASET_GROUP.arnType()) && isRemoved(arn)) {
                embeddings.drop(arn);
            }
        }
    }

    @Override
    public void anythingChanged() {
        deployments.all().forEach(this::unloadIfRemoved);
    }

    /// A deployment that replaces this one concurrently belongs to a resource that was created again, and is
    /// kept.
    private void unloadIfRemoved(ServedModel deployment) {
        if (isRemoved(deployment.arn())) {
            deployments.remove(deployment);
        }
    }

    private boolean isRemoved(Arn arn) {
        return catalog.read(view -> view.find(arn)).isEmpty();
    }
}
