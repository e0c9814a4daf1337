package dev.kindred.server.deployment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

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
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.storage.DatasetFileStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens models and lets them answer: when a campaign or recommender is made or changed, and at the server's
/// start.
public final class Deployer implements RecommenderSwitch {

    private static final System.Logger LOG = System.getLogger(Deployer.class.getName());
    private static final String WEIGHT = "explorationWeight";

    /// How much a recipe explores that takes new items in by itself and cannot be told how much.
    private static final Exploration OWN = new Exploration(0.05, 30);

    private static final String CUT_OFF = "explorationItemAgeCutOff";

    private final Catalog catalog;
    private final ModelFiles models;
    private final LiveDatasetGroups groups;
    private final Deployments deployments;
    private final Object switching = new Object();

    public Deployer(Catalog catalog, DatasetFileStore models, LiveDatasetGroups groups, Deployments deployments) {
        this.catalog = catalog;
        this.models = new ModelFiles(models);
        this.groups = groups;
        this.deployments = deployments;
    }

    /// Lets a campaign answer with its solution version, whose model can be updated while it is loaded.
    ///
    /// @throws IOException if its model is not there or not whole
    public void deploy(Campaign campaign) throws IOException {
        var version = campaign.solutionVersionArn();
        while (true) {
            var loaded = newest(version, model -> new Loaded(model, load(campaign, model)));
            synchronized (switching) {
                if (modelOf(version).equals(loaded.model())) {
                    deployments.put(loaded.deployment());
                    return;
                }
            }
        }
    }

    private record Loaded(ModelRecord model, ServedModel deployment) {}

    private interface Loader<T> {
        T load(ModelRecord model) throws IOException;
    }

    /// Loads with the newest model of a solution version: an update can put another in its place, and remove its file,
    /// while it is being opened.
    private <T> T newest(Arn version, Loader<T> loader) throws IOException {
        var model = modelOf(version);
        while (true) {
            try {
                return loader.load(model);
            } catch (IOException e) {
                var newer = modelOf(version);
                if (newer.equals(model)) {
                    throw e;
                }
                model = newer;
            }
        }
    }

    private ServedModel load(Campaign campaign, ModelRecord model) throws IOException {
        var version = catalog.read(view -> view.require(SolutionVersion.class, campaign.solutionVersionArn()));
        if (recipeOf(version).type() == RecipeType.PERSONALIZED_ACTIONS) {
            return loadActions(campaign.arn(), version, model);
        }
        var config = campaign.campaignConfig();
        return load(
                campaign.arn(),
                campaign.solutionVersionArn(),
                model,
                config == null ? null : config.itemExplorationConfig(),
                config == null ? null : config.rankingInfluence(),
                config != null && Boolean.TRUE.equals(config.enableMetadataWithRecommendations()));
    }

    /// Returns a deployment for a batch job alone.
    ///
    /// @throws IOException if its model is not there or not whole
    public Deployment load(BatchInferenceJob job) throws IOException {
        var config = job.batchInferenceJobConfig();
        return newest(
                job.solutionVersionArn(),
                model -> load(
                        job.arn(),
                        job.solutionVersionArn(),
                        model,
                        config == null ? null : config.itemExplorationConfig(),
                        config == null ? null : config.rankingInfluence(),
                        false));
    }

    /// Returns the model of a version that finds segments of users.
    ///
    /// @throws IOException if it is not there or not whole
    public SegmentModel loadSegments(Arn version) throws IOException {
        return models.open(modelOf(version), SegmentModel::open);
    }

    private Deployment load(
            Arn arn,
            Arn versionArn,
            ModelRecord model,
            @Nullable Map<String, String> exploration,
            @Nullable Map<String, Double> influence,
            boolean metadata)
            throws IOException {
        var version = catalog.read(view -> view.require(SolutionVersion.class, versionArn));
        var recipe = recipeOf(version);
        return load(
                arn,
                version.datasetGroupArn(),
                new Source(versionArn, influenced(models.open(model), influence)),
                recipe,
                EventChoices.of(version),
                exploration,
                metadata || recipe.can(RecipeAbility.METADATA_WITHOUT_ASKING));
    }

    private static RecipeFacts recipeOf(SolutionVersion version) {
        if (version.recipeArn() == null) {
            throw new IllegalStateException(version.arn() + " has no recipe");
        }
        return RecipeCatalogue.trainedAs(version.recipeArn())
                .called(RecipeCatalogue.of(version.recipeArn()).name());
    }

    private ActionDeployment loadActions(Arn arn, SolutionVersion version, ModelRecord model) throws IOException {
        var group = groups.of(version.datasetGroupArn());
        return ActionDeployment.of(
                arn,
                version.arn(),
                group,
                recipeOf(version),
                models.open(model, ActionModel::open),
                EventChoices.of(version));
    }

    /// Returns a recommender's deployment, ready to answer.
    ///
    /// @throws IOException if its model is not there or not whole
    public Deployment load(Recommender recommender) throws IOException {
        return load(recommender, modelOf(recommender.arn()));
    }

    /// Returns a recommender's deployment with a model that the catalog need not know yet, ready to answer.
    ///
    /// @throws IOException if the model is not there or not whole
    public Deployment load(Recommender recommender, ModelRecord model) throws IOException {
        var recipe = RecipeCatalogue.of(recommender.recipeArn());
        var config = recommender.recommenderConfig();
        return load(
                recommender.arn(),
                recommender.datasetGroupArn(),
                new Source(recommender.arn(), models.open(model)),
                recipe,
                EventChoices.of(recipe),
                config.itemExplorationConfig(),
                Boolean.TRUE.equals(config.enableMetadataWithRecommendations()));
    }

    private Deployment load(
            Arn arn,
            Arn datasetGroup,
            Source source,
            RecipeFacts recipe,
            Selection events,
            @Nullable Map<String, String> exploration,
            boolean metadata)
            throws IOException {
        var group = groups.of(datasetGroup);
        return Deployment.of(
                arn,
                source.arn(),
                group,
                recipe,
                LiveModel.of(source.model(), group.rows()),
                events,
                exploration(recipe, exploration),
                metadata);
    }

    /// A model, and the solution version or recommender that it is the model of.
    private record Source(Arn arn, Model model) {}

    private static Model influenced(Model model, @Nullable Map<String, Double> influence) {
        if (influence == null || !(model instanceof SemanticModel semantic)) {
            return model;
        }
        return semantic.with(
                new Influence(influence.getOrDefault("POPULARITY", 0.0), influence.getOrDefault("FRESHNESS", 0.0)));
    }

    private ModelRecord modelOf(Arn owner) throws IOException {
        return catalog.<Optional<ModelRecord>>read(view -> view.models().findNewest(owner))
                .orElseThrow(() -> new IOException(owner + " has no model"));
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

    /// Lets what answers with the model of a solution version or recommender answer with the newest of its models.
    ///
    /// @throws IOException if that is not there or not whole
    public void renew(Arn source) throws IOException {
        List<ServedModel> served;
        synchronized (switching) { // a deployment that is under way comes wholly before, or sees the new model
            served = deployments.of(source);
        }
        for (var old : served) {
            newest(source, model -> again(old, model))
                    .ifPresent(next -> deployments.replace(old, next)); // not if another, loaded later, answers by now
        }
    }

    /// Returns what a deployment is with that model and as it is configured now, unless it goes over to another
    /// version or is gone.
    private Optional<ServedModel> again(ServedModel old, ModelRecord model) throws IOException {
        return switch (catalog.read(view -> view.find(old.arn())).orElse(null)) {
            case Campaign campaign
            when campaign.solutionVersionArn().equals(model.owner()) -> Optional.of(load(campaign, model));
            case Recommender recommender -> Optional.of(load(recommender, model));
            case null, default -> Optional.empty();
        };
    }

    /// Lets a recommender's deployment answer from now on and then commits what makes that known, so that
    /// what is ACTIVE answers. A recommender that was stopped while its model was loaded does not answer:
    /// what stopped it has then been here already, or comes after.
    ///
    /// @param commit returns the recommender as it is then
    public void publish(Deployment deployment, Supplier<Recommender> commit) {
        synchronized (switching) {
            boolean wanted = catalog.read(view -> view.find(Recommender.class, deployment.arn()))
                    .filter(recommender -> recommender.status() == Status.ACTIVE
                            || recommender.status().isBeingCreated())
                    .isPresent();
            if (wanted) {
                deployments.put(deployment);
            }
            if (commit.get().status() != Status.ACTIVE) {
                deployments.remove(deployment.arn());
            }
        }
    }

    @Override
    public void begin(Recommender recommender) throws IOException {
        deployments.put(load(recommender));
    }

    @Override
    public void end(Arn recommender) {
        synchronized (switching) {
            deployments.remove(recommender);
        }
    }

    /// Lets all that is ACTIVE answer again, at a server's start. What cannot be loaded is told in the log
    /// and leaves the others alone.
    public void resume() {
        catalog.read(view -> view.resources().all(Campaign.class, ResourceKind.CAMPAIGN)).stream()
                .filter(campaign -> campaign.status() == Status.ACTIVE)
                .forEach(campaign -> resume(campaign.arn(), () -> deploy(campaign)));
        catalog.read(view -> view.resources().all(Recommender.class, ResourceKind.RECOMMENDER)).stream()
                .filter(recommender -> recommender.status() == Status.ACTIVE)
                .forEach(recommender -> resume(recommender.arn(), () -> begin(recommender)));
    }

    private interface Loading {
        void load() throws IOException;
    }

    private void resume(Arn arn, Loading loading) {
        try {
            loading.load();
            LOG.log(INFO, "{0}: answers again", arn);
        } catch (IOException | RuntimeException e) {
            LOG.log(ERROR, arn + " cannot answer: mend its cause and restart, or deploy another version", e);
        }
    }
}
