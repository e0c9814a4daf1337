package dev.kindred.server.training;

import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.text.TextEmbeddings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The vectors of the items' texts, for the recipes that use them.
final class ItemMeanings {

    private static final System.Logger LOG = System.getLogger(ItemMeanings.class.getName());

    /// An item with fewer users is known by its metadata.
    private static final int COLD = 5;

    private final TextEmbeddings embeddings;

    ItemMeanings(TextEmbeddings embeddings) {
        this.embeddings = embeddings;
    }

    /// Returns the vectors of the items' texts, or null if the recipe does not use them or there are none.
    ///
    /// @throws JobFailure if there are none and the recipe needs them
    @Nullable
    TextVectors of(TrainingPlan plan, TrainingData data, TrainingContext context) throws IOException, JobFailure {
        if (!plan.usesTexts()) {
            return null;
        }
        boolean itemsAlone = plan.isOfItemsAlone();
        var ids = data.ids();
        var texts = data.texts();
        boolean hasAny = texts != null && texts.stream().anyMatch(Objects::nonNull);
        if (texts == null || !hasAny) {
            if (itemsAlone) {
                throw new JobFailure("Create failed. No item has a text: the Items dataset has %d items, and the"
                                .formatted(ids.size())
                        + " columns of their names and texts are empty.");
            }
            return null;
        }
        if (!itemsAlone && !hasColdItem(data.set().interactions())) {
            return null;
        }
        try {
            return embeddings.of(plan.datasetGroup(), texts, context);
        } catch (UncheckedIOException e) {
            if (itemsAlone) {
                throw e;
            }
            LOG.log(WARNING, plan.datasetGroup() + ": trained without texts", e);
            return null;
        }
    }

    private static boolean hasColdItem(InteractionLog log) {
        for (int users : PopularItems.uniqueUsers(log)) {
            if (users < COLD) {
                return true;
            }
        }
        return false;
    }
}
