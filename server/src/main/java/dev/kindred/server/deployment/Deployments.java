package dev.kindred.server.deployment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The served models by the ARN of their campaign or recommender, and the rules by which one replaces another. A
/// request uses one model from start to end.
public final class Deployments implements RecommenderSwitch {

    private static final System.Logger LOG = System.getLogger(Deployments.class.getName());

    private final Catalog catalog;
    private final ModelLoader loader;
    private final ConcurrentHashMap<String, ServedModel> served = new ConcurrentHashMap<>();

    /// Held while a decision from the catalog and a change of the served models must be atomic.
    private final Object switching = new Object();

    public Deployments(Catalog catalog, ModelLoader loader) {
        this.catalog = catalog;
        this.loader = loader;
    }

    /// Returns the model that is served under an ARN.
    public Optional<ServedModel> find(String arn) {
        return Optional.ofNullable(served.get(arn));
    }

    private record Loaded(ModelRecord record, ServedModel model) {}

    /// Serves a campaign with the newest model of its solution version. If an update replaces the model during
    /// the load, the new one is loaded.
    ///
    /// @throws IOException if the model is missing or damaged
    public void deploy(Campaign campaign) throws IOException {
        var version = campaign.solutionVersionArn();
        while (true) {
            var loaded = loader.newest(version, record -> new Loaded(record, loader.campaign(campaign, record)));
            synchronized (switching) {
                if (loader.newestOf(version).equals(loaded.record())) {
                    put(loaded.model());
                    return;
                }
            }
        }
    }

    /// Replaces the served models of a solution version or recommender by its newest model.
    ///
    /// @throws IOException if that model is missing or damaged
    public void renew(Arn source) throws IOException {
        List<ServedModel> present;
        synchronized (switching) { // a concurrent deployment has finished, or will load the new model
            present = served.values().stream()
                    .filter(model -> model.source().equals(source))
                    .toList();
        }
        for (var old : present) {
            var next = loader.newest(source, record -> reloaded(old, record));
            if (next.isPresent()) {
                served.replace(old.arn().toString(), old, next.get()); // unless a later model has replaced it
            }
        }
    }

    /// Returns a deployment with another model and the current configuration, or empty if the campaign is
    /// deleted or has another version now.
    private Optional<ServedModel> reloaded(ServedModel old, ModelRecord record) throws IOException {
        return switch (catalog.read(view -> view.find(old.arn())).orElse(null)) {
            case Campaign campaign
            when campaign.solutionVersionArn().equals(record.owner()) -> Optional.of(loader.campaign(campaign, record));
            case Recommender recommender -> Optional.of(loader.recommender(recommender, record));
            case null, default -> Optional.empty();
        };
    }

    /// Serves a recommender with a model and then commits its activation, so an ACTIVE recommender always
    /// answers. A recommender that was stopped during the load is not served.
    ///
    /// @param commit returns the recommender after the commit
    public void publish(Deployment deployment, Supplier<Recommender> commit) {
        synchronized (switching) {
            boolean wanted = catalog.read(view -> view.find(Recommender.class, deployment.arn()))
                    .filter(recommender -> recommender.status() == Status.ACTIVE
                            || recommender.status().isBeingCreated())
                    .isPresent();
            if (wanted) {
                put(deployment);
            }
            if (commit.get().status() != Status.ACTIVE) {
                remove(deployment.arn());
            }
        }
    }

    @Override
    public void begin(Recommender recommender) throws IOException {
        put(loader.recommender(recommender));
    }

    @Override
    public void end(Arn arn) {
        synchronized (switching) {
            remove(arn);
        }
    }

    /// Returns all deployments.
    public List<ServedModel> all() {
        return List.copyOf(served.values());
    }

    /// Stops serving a model, unless another one has replaced it.
    public void remove(ServedModel model) {
        served.remove(model.arn().toString(), model);
    }

    private void put(ServedModel model) {
        served.put(model.arn().toString(), model);
    }

    private void remove(Arn arn) {
        served.remove(arn.toString());
    }

    /// Serves all ACTIVE campaigns and recommenders at the start of the server. Failures to load one are logged
    /// and do not affect the others.
    public void resume() {
        catalog.read(view -> view.resources().all(Campaign.class, ResourceKind.CAMPAIGN)).stream()
                .filter(campaign -> campaign.status() == Status.ACTIVE)
                .forEach(campaign -> resume(campaign.arn(), () -> deploy(campaign)));
        catalog.read(view -> view.resources().all(Recommender.class, ResourceKind.RECOMMENDER)).stream()
                .filter(recommender -> recommender.status() == Status.ACTIVE)
                .forEach(recommender -> resume(recommender.arn(), () -> begin(recommender)));
    }

    private interface Start {
        void run() throws IOException;
    }

    private void resume(Arn arn, Start start) {
        try {
            start.run();
            LOG.log(INFO, "{0} is served", arn);
        } catch (IOException | RuntimeException e) {
            LOG.log(ERROR, arn + " cannot be served: correct the cause and restart, or deploy another version", e);
        }
    }
}
