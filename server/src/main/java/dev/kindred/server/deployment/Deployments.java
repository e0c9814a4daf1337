package dev.kindred.server.deployment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The served models by the ARN of their campaign or recommender. They follow the catalog: each change of a
/// campaign, a recommender or a model loads, replaces or unloads what [DesiredDeployment] prescribes, on the
/// thread of the feed. A job commits first, and then waits with [#requireServed] until its commit is served.
///
/// If a model cannot be loaded, the previous one is still served. A request uses one model from start to end.
public final class Deployments implements ChangeFeed.Follower, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Deployments.class.getName());

    private final Catalog catalog;
    private final ModelLoader loader;
    private final ConcurrentMap<String, Served> served = new ConcurrentHashMap<>();
    private final ConcurrentMap<Arn, Failure> failures = new ConcurrentHashMap<>();
    private ChangeFeed.@Nullable Following following;

    private record Served(DesiredDeployment desired, ServedModel model) {}

    private record Failure(DesiredDeployment desired, Exception cause) {}

    private Deployments(Catalog catalog, ModelLoader loader) {
        this.catalog = catalog;
        this.loader = loader;
    }

    /// Returns deployments that follow the changes of a catalog. They begin with [#resume].
    public static Deployments following(Catalog catalog, ModelLoader loader) {
        var deployments = new Deployments(catalog, loader);
        deployments.following = catalog.feed().follow("deployments", deployments);
        return deployments;
    }

    /// Returns the model that is served under an ARN.
    public Optional<ServedModel> find(String arn) {
        return Optional.ofNullable(served.get(arn)).map(Served::model);
    }

    /// Serves all campaigns and recommenders of the catalog, at the start of the server. A failure to load one is
    /// logged and does not affect the others.
    public void resume() {
        anythingChanged();
    }

    /// Waits until what the catalog prescribes now is served, or could not be loaded.
    ///
    /// @throws InterruptedException if the server stops
    public void awaitCurrent() throws InterruptedException {
        catalog.feed().await(this, catalog.revision());
    }

    /// Waits until what the catalog prescribes now is served under the ARN of a campaign or recommender, or under
    /// every ARN that serves the model of a solution version.
    ///
    /// @throws IOException if the model is missing or damaged
    /// @throws InterruptedException if the server stops
    public void requireServed(Arn arn) throws IOException, InterruptedException {
        awaitCurrent();
        for (var failure : failures.values()) {
            if (failure.desired().arn().equals(arn)
                    || failure.desired().model().owner().equals(arn)) {
                throw causeOf(failure);
            }
        }
    }

    /// Returns the exception of a load, which failed on the thread of the feed, and whose type words the outcome of
    /// a job.
    private static IOException causeOf(Failure failure) {
        return switch (failure.cause()) {
            case IOException unreadable -> unreadable;
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(failure.cause());
        };
    }

    @Override
    public void changed(CatalogChange change) {
        catalog.read(view -> affected(view, change.resources())).forEach(this::reconcile);
    }

    @Override
    public void anythingChanged() {
        var all = new HashSet<>(catalog.read(Deployments::deployable));
        served.values().forEach(model -> all.add(model.desired().arn()));
        all.forEach(this::reconcile);
    }

    private static Set<Arn> deployable(CatalogView view) {
        var arns = new HashSet<Arn>();
        view.resources().all(Campaign.class, ResourceKind.CAMPAIGN).forEach(it -> arns.add(it.arn()));
        view.resources().all(Recommender.class, ResourceKind.RECOMMENDER).forEach(it -> arns.add(it.arn()));
        return arns;
    }

    private static Set<Arn> affected(CatalogView view, Set<Arn> changed) {
        var arns = new HashSet<Arn>();
        for (var arn : changed) {
            switch (ResourceKind.find(arn).orElse(null)) {
                case CAMPAIGN, RECOMMENDER -> arns.add(arn);
                case SOLUTION_VERSION ->
                    view.resources().childrenOf(arn.upToFirstSegment(), Campaign.class, ResourceKind.CAMPAIGN).stream()
                            .map(Resource::arn)
                            .forEach(arns::add);
                case null, default -> {}
            }
        }
        return arns;
    }

    /// Serves what the catalog prescribes for an ARN. If another change replaces the model during the load, the
    /// next one is loaded.
    private synchronized void reconcile(Arn arn) {
        var desired = desired(arn);
        while (desired.isPresent() && !isServed(desired.get())) {
            try {
                serve(desired.get());
            } catch (IOException | RuntimeException e) {
                var now = desired(arn);
                if (now.equals(desired)) {
                    failures.put(arn, new Failure(desired.get(), e));
                    LOG.log(
                            ERROR,
                            arn + " cannot be served: correct the cause and restart, or deploy another version",
                            e);
                    return;
                }
                desired = now;
            }
        }
        failures.remove(arn);
        if (desired.isEmpty()) {
            served.remove(arn.toString());
        }
    }

    private Optional<DesiredDeployment> desired(Arn arn) {
        return catalog.read(view -> DesiredDeployment.of(view, arn));
    }

    private boolean isServed(DesiredDeployment desired) {
        var present = served.get(desired.arn().toString());
        return present != null && present.desired().equals(desired);
    }

    private void serve(DesiredDeployment desired) throws IOException {
        served.put(desired.arn().toString(), new Served(desired, loader.load(desired)));
        LOG.log(INFO, "{0} is served: {1}", desired.arn(), desired.model().file());
    }

    @Override
    public void close() {
        if (following != null) {
            following.close();
        }
    }
}
