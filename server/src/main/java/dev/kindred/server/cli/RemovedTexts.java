package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.text.TextEmbeddings;

/// Deletes the text vectors of deleted dataset groups. The vectors of a group whose deletion is not reported, because
/// the feed reports only that anything may have changed, are kept. They take space, and are never read.
final class RemovedTexts implements ChangeFeed.Follower {

    private final Catalog catalog;
    private final TextEmbeddings embeddings;

    RemovedTexts(Catalog catalog, TextEmbeddings embeddings) {
        this.catalog = catalog;
        this.embeddings = embeddings;
    }

    @Override
    public void changed(CatalogChange change) {
        for (var arn : change.resources()) {
            if (arn.type().equals(ResourceKind.DATASET_GROUP.arnType())
                    && catalog.read(view -> view.find(arn)).isEmpty()) {
                embeddings.drop(arn);
            }
        }
    }

    @Override
    public void anythingChanged() {
        // the class comment says why nothing is deleted
    }
}
