package dev.kindred.server.task;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.semantic.SemanticModel;
import dev.kindred.engine.recipe.semantic.SemanticModel.Influence;
import dev.kindred.server.catalog.Arn;
import dev.kindred.server.catalog.BatchInferenceJob;
import dev.kindred.server.catalog.Campaign;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.Recommender;
import dev.kindred.server.catalog.ResourceKind;
import dev.kindred.server.catalog.SolutionVersion;
import dev.kindred.server.catalog.Status;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.serving.Deployment;
import dev.kindred.server.serving.Deployments;
import dev.kindred.server.serving.Groups;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.storage.SegmentStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens models and lets them answer: when a campaign or recommender is made or changed, and at the server's
/// start.
public final class Deployer implements SwitchRecommender.Answering {

    private static final System.Logger LOG = System.getLogger(Deployer.class.getName());
    private static final String WEIGHT = "explorationWeight";

    /// How much a recipe explores that takes new items in by itself and cannot be told how much.
    private static final Exploration OWN = new Exploration(0.05, 30);

    private static final String CUT_OFF = "explorationItemAgeCutOff";

    private final Catalog catalog;
    private final SegmentStore models;
    private final Groups groups;
    private final Deployments deployments;
    private final Object switching = new Object();

    public Deployer(Catalog catalog, SegmentStore models, Groups groups, Deployments deployments) {
        this.catalog = catalog;
        this.models = models;
        this.groups = groups;
        this.deployments = deployments;
    }

    /// Returns a campaign's deployment, ready to answer.
    ///
    /// @throws IOException if its model is not there or not whole
    Deployment load(Campaign campaign) throws IOException {
        var config = campaign.campaignConfig();
        return load(
                campaign.arn(),
                campaign.solutionVersionArn(),
                config == null ? null : config.itemExplorationConfig(),
                config == null ? null : config.rankingInfluence(),
                config != null && Boolean.TRUE.equals(config.enableMetadataWithRecommendations()));
    }

    /// Returns a deployment for a batch job alone.
    ///
    /// @throws IOException if its model is not there or not whole
    Deployment load(BatchInferenceJob job) throws IOException {
        var config = job.batchInferenceJobConfig();
        return load(
                job.arn(),
                job.solutionVersionArn(),
                config == null ? null : config.itemExplorationConfig(),
                config == null ? null : config.rankingInfluence(),
                false);
    }

    private Deployment load(
            Arn arn,
            Arn versionArn,
            @Nullable Map<String, String> exploration,
            @Nullable Map<String, Double> influence,
            boolean metadata)
            throws IOException {
        var version = catalog.read(view -> view.require(SolutionVersion.class, versionArn));
        if (version.recipeArn() == null) {
            throw new IllegalStateException(version.arn() + " has no recipe");
        }
        var recipe = RecipeCatalogue.trainedAs(version.recipeArn());
        return load(
                arn,
                version.datasetGroupArn(),
                influenced(newestOf(version.arn()), influence),
                recipe,
                EventChoices.of(version),
                exploration,
                metadata || recipe.can(RecipeAbility.METADATA_WITHOUT_ASKING));
    }

    /// Returns a recommender's deployment, ready to answer.
    ///
    /// @throws IOException if its model is not there or not whole
    Deployment load(Recommender recommender) throws IOException {
        return load(recommender, modelOf(recommender.arn()));
    }

    /// Returns a recommender's deployment with a model that the catalog need not know yet, ready to answer.
    ///
    /// @throws IOException if the model is not there or not whole
    Deployment load(Recommender recommender, ModelRecord model) throws IOException {
        var recipe = RecipeCatalogue.of(recommender.recipeArn());
        var config = recommender.recommenderConfig();
        return load(
                recommender.arn(),
                recommender.datasetGroupArn(),
                opened(model),
                recipe,
                EventChoices.of(recipe),
                config.itemExplorationConfig(),
                Boolean.TRUE.equals(config.enableMetadataWithRecommendations()));
    }

    private Deployment load(
            Arn arn,
            Arn datasetGroup,
            Model model,
            RecipeFacts recipe,
            Selection events,
            @Nullable Map<String, String> exploration,
            boolean metadata)
            throws IOException {
        var group = groups.of(datasetGroup);
        return Deployment.of(arn, group, recipe, group.live(model), events, exploration(recipe, exploration), metadata);
    }

    /// An update can put another model in the place of one while that is opened, and remove its file.
    private Model newestOf(Arn version) throws IOException {
        var record = modelOf(version);
        while (true) {
            try {
                return opened(record);
            } catch (IOException e) {
                var newer = modelOf(version);
                if (newer.equals(record)) {
                    throw e;
                }
                record = newer;
            }
        }
    }

    private static Model influenced(Model model, @Nullable Map<String, Double> influence) {
        if (influence == null || !(model instanceof SemanticModel semantic)) {
            return model;
        }
        return semantic.with(
                new Influence(influence.getOrDefault("POPULARITY", 0.0), influence.getOrDefault("FRESHNESS", 0.0)));
    }

    private ModelRecord modelOf(Arn owner) throws IOException {
        return catalog.<Optional<ModelRecord>>read(view -> view.modelOf(owner))
                .orElseThrow(() -> new IOException(owner + " has no model"));
    }

    /// @throws IOException with what whoever asked for the deployment can do
    Model opened(ModelRecord model) throws IOException {
        if (!models.isWhole(model.file(), model.bytes(), model.crc32c())) {
            throw new IOException("the file %s is missing or damaged. Restore it from a backup, or train anew."
                    .formatted(model.file()));
        }
        try {
            return Models.open(models.path(model.file()));
        } catch (CorruptFileException e) {
            throw new IOException(
                    "the file %s was written by another version of Kindred. Train anew.".formatted(model.file()), e);
        }
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

    /// Lets a deployment answer from now on.
    void publish(Deployment deployment) {
        deployments.put(deployment);
    }

    /// Lets a campaign answer with the newest model of its version, as it is configured when that is done.
    /// One that cannot be loaded goes on with the model it has.
    void renew(Arn campaign) {
        var known = catalog.read(view -> view.find(Campaign.class, campaign));
        while (known.filter(it -> it.status() == Status.ACTIVE).isPresent()) {
            try {
                publish(load(known.get()));
            } catch (IOException | RuntimeException e) {
                LOG.log(ERROR, campaign + " goes on with the model it has: that of its version cannot be loaded", e);
                return;
            }
            var before = known;
            known = catalog.read(view -> view.find(Campaign.class, campaign));
            if (known.equals(before)) {
                return;
            }
        }
        end(campaign); // it went while its model was loaded
    }

    /// Lets a recommender's deployment answer from now on and then commits what makes that known, so that
    /// what is ACTIVE answers. A recommender that was stopped while its model was loaded does not answer:
    /// what stopped it has then been here already, or comes after.
    ///
    /// @param commit returns the recommender as it is then
    void publish(Deployment deployment, Supplier<Recommender> commit) {
        synchronized (switching) {
            boolean wanted = catalog.read(view -> view.find(Recommender.class, deployment.arn()))
                    .filter(recommender -> recommender.status() == Status.ACTIVE
                            || recommender.status().isBeingCreated())
                    .isPresent();
            if (wanted) {
                publish(deployment);
            }
            if (commit.get().status() != Status.ACTIVE) {
                deployments.remove(deployment.arn());
            }
        }
    }

    @Override
    public void begin(Recommender recommender) throws IOException {
        publish(load(recommender));
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
        catalog.read(view -> view.all(Campaign.class, ResourceKind.CAMPAIGN)).stream()
                .filter(campaign -> campaign.status() == Status.ACTIVE)
                .forEach(campaign -> resume(campaign.arn(), () -> load(campaign)));
        catalog.read(view -> view.all(Recommender.class, ResourceKind.RECOMMENDER)).stream()
                .filter(recommender -> recommender.status() == Status.ACTIVE)
                .forEach(recommender -> resume(recommender.arn(), () -> load(recommender)));
    }

    private interface Loading {
        Deployment load() throws IOException;
    }

    private void resume(Arn arn, Loading loading) {
        try {
            publish(loading.load());
            LOG.log(INFO, "{0}: answers again", arn);
        } catch (IOException | RuntimeException e) {
            LOG.log(ERROR, arn + " cannot answer: mend its cause and restart, or deploy another version", e);
        }
    }
}
