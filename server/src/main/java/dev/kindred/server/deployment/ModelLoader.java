package dev.kindred.server.deployment;

import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.recipe.action.ActionModel;
import dev.kindred.engine.recipe.segment.SegmentModel;
import dev.kindred.engine.recipe.semantic.SemanticModel;
import dev.kindred.engine.recipe.semantic.SemanticModel.Influence;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.Selection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Loads the models of campaigns, recommenders and batch jobs with their configuration.
public final class ModelLoader {

    private static final String WEIGHT = "explorationWeight";
    private static final String CUT_OFF = "explorationItemAgeCutOff";

    /// The exploration of recipes that add new items automatically and have no setting for it. Taste.
    private static final Exploration OWN = new Exploration(0.05, 30);

    private final Catalog catalog;
    private final ModelFiles models;
    private final LiveDatasetGroups groups;

    /// The origin of a model: the solution version or recommender, the recipe, and the selected events.
    private record Source(Arn arn, Arn datasetGroup, RecipeFacts recipe, Selection events) {

        static Source of(SolutionVersion version) {
            return new Source(version.arn(), version.datasetGroupArn(), recipeOf(version), EventChoices.of(version));
        }

        static Source of(DesiredDeployment.OfRecommender recommender) {
            var recipe = RecipeCatalogue.of(recommender.recipe());
            return new Source(recommender.arn(), recommender.datasetGroup(), recipe, EventChoices.of(recipe));
        }
    }

    /// The configuration of a campaign, recommender or batch job.
    private record Settings(
            @Nullable Map<String, String> exploration,
            @Nullable Map<String, Double> influence,
            boolean metadata) {}

    /// Reads a model by its record.
    @FunctionalInterface
    interface Loading<T> {
        T load(ModelRecord model) throws IOException;
    }

    public ModelLoader(Catalog catalog, ModelFiles models, LiveDatasetGroups groups) {
        this.catalog = catalog;
        this.models = models;
        this.groups = groups;
    }

    /// Loads the model and the configuration of a deployment.
    ///
    /// @throws IOException if the model's file is missing or damaged
    ServedModel load(DesiredDeployment desired) throws IOException {
        return switch (desired) {
            case DesiredDeployment.OfCampaign campaign -> load(campaign);
            case DesiredDeployment.OfRecommender recommender -> load(recommender);
        };
    }

    private ServedModel load(DesiredDeployment.OfCampaign campaign) throws IOException {
        var source = Source.of(version(campaign.model().owner()));
        if (source.recipe().type() == RecipeType.PERSONALIZED_ACTIONS) {
            return ActionDeployment.of(
                    campaign.arn(),
                    source.arn(),
                    groups.of(source.datasetGroup()),
                    source.recipe(),
                    models.open(campaign.model(), ActionModel::open),
                    source.events());
        }
        var config = campaign.config();
        boolean metadata = config != null && Boolean.TRUE.equals(config.enableMetadataWithRecommendations());
        return deployment(
                campaign.arn(),
                source,
                campaign.model(),
                config == null
                        ? new Settings(null, null, withMetadata(source, metadata))
                        : new Settings(
                                config.itemExplorationConfig(),
                                config.rankingInfluence(),
                                withMetadata(source, metadata)));
    }

    private ServedModel load(DesiredDeployment.OfRecommender recommender) throws IOException {
        var config = recommender.config();
        return deployment(
                recommender.arn(),
                Source.of(recommender),
                recommender.model(),
                new Settings(
                        config.itemExplorationConfig(),
                        null,
                        Boolean.TRUE.equals(config.enableMetadataWithRecommendations())));
    }

    /// Loads the newest model of a batch job's solution version, for that job only.
    ///
    /// @throws IOException if it has none, or its file is missing or damaged
    public Deployment batch(BatchInferenceJob job) throws IOException {
        var source = Source.of(version(job.solutionVersionArn()));
        var config = job.batchInferenceJobConfig();
        var settings = config == null
                ? new Settings(null, null, withMetadata(source, false))
                : new Settings(config.itemExplorationConfig(), config.rankingInfluence(), withMetadata(source, false));
        return newest(source.arn(), model -> deployment(job.arn(), source, model, settings));
    }

    /// Loads the newest model of a solution version for user segments.
    ///
    /// @throws IOException if it has none, or its file is missing or damaged
    public SegmentModel segments(Arn version) throws IOException {
        return models.open(newestOf(version), SegmentModel::open);
    }

    /// Loads the newest model of a solution version or recommender. If an update replaces the model and removes
    /// its file during the load, the next one is loaded.
    ///
    /// @throws IOException if there is no model, or the newest one cannot be read
    <T> T newest(Arn owner, Loading<T> loading) throws IOException {
        var model = newestOf(owner);
        while (true) {
            try {
                return loading.load(model);
            } catch (IOException e) {
                var newer = newestOf(owner);
                if (newer.equals(model)) {
                    throw e;
                }
                model = newer;
            }
        }
    }

    /// Returns the record of the newest model of a solution version or recommender.
    ///
    /// @throws IOException if it has none
    ModelRecord newestOf(Arn owner) throws IOException {
        return catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(owner))
                .orElseThrow(() -> new IOException(owner + " has no model"));
    }

    private SolutionVersion version(Arn arn) {
        return catalog.read(view -> view.require(SolutionVersion.class, arn));
    }

    private static RecipeFacts recipeOf(SolutionVersion version) {
        if (version.recipeArn() == null) {
            throw new IllegalStateException(version.arn() + " has no recipe");
        }
        return RecipeCatalogue.trainedAs(version.recipeArn())
                .called(RecipeCatalogue.of(version.recipeArn()).name());
    }

    private static boolean withMetadata(Source source, boolean enabled) {
        return enabled || source.recipe().can(RecipeAbility.METADATA_WITHOUT_ASKING);
    }

    private Deployment deployment(Arn arn, Source source, ModelRecord model, Settings settings) throws IOException {
        var opened = influenced(models.open(model), settings.influence());
        var group = groups.of(source.datasetGroup());
        return Deployment.of(
                arn,
                source.arn(),
                group,
                source.recipe(),
                LiveModel.of(opened, group.rows()),
                source.events(),
                exploration(source.recipe(), settings.exploration()),
                settings.metadata());
    }

    private static Model influenced(Model model, @Nullable Map<String, Double> influence) {
        if (influence == null || !(model instanceof SemanticModel semantic)) {
            return model;
        }
        return semantic.with(
                new Influence(influence.getOrDefault("POPULARITY", 0.0), influence.getOrDefault("FRESHNESS", 0.0)));
    }

    private static @Nullable Exploration exploration(RecipeFacts recipe, @Nullable Map<String, String> given) {
        if (!recipe.can(RecipeAbility.EXPLORATION)) {
            return recipe.can(RecipeAbility.AUTO_UPDATE) ? OWN : null;
        }
        var values = given == null ? Map.<String, String>of() : given;
        return new Exploration(
                Double.parseDouble(values.getOrDefault(WEIGHT, "0.3")),
                Double.parseDouble(values.getOrDefault(CUT_OFF, "30")));
    }
}
