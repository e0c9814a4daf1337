package dev.kindred.server.serving;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogCache;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.deployment.ActionDeployment;
import dev.kindred.server.deployment.Deployment;
import dev.kindred.server.deployment.ServedModel;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.error.ServiceException.ServiceUnavailable;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.LifeCycle;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds the deployment and the filters that a request names. Errors state whether the resource is missing or
/// not ready.
public final class ServedModelLookup {

    private final CatalogCache<String, Resource> resources;
    private final Function<String, Optional<ServedModel>> deployments;

    /// @param deployments returns the model that is served under an ARN
    public ServedModelLookup(Catalog catalog, Function<String, Optional<ServedModel>> deployments) {
        resources = new CatalogCache<>(catalog);
        this.deployments = deployments;
    }

    /// Returns the deployment of an ARN.
    ///
    /// @throws ResourceNotFound if there is no such campaign or recommender
    /// @throws InvalidInput if it is not ACTIVE
    Deployment require(String arn, Scope scope) {
        return switch (requireAnswering(arn, scope)) {
            case Deployment deployment -> deployment;
            case ActionDeployment actions ->
                throw new InvalidInput("%s is of recipe %s. It recommends actions: call GetActionRecommendations."
                        .formatted(arn, actions.recipe().name()));
        };
    }

    /// Returns the deployment of actions of an ARN.
    ///
    /// @throws ResourceNotFound if there is no such campaign
    /// @throws InvalidInput if it is not ACTIVE, or recommends items
    ActionDeployment requireActions(String arn, Scope scope) {
        return switch (requireAnswering(arn, scope)) {
            case ActionDeployment actions -> actions;
            case Deployment deployment ->
                throw new InvalidInput(
                        "%s is of recipe %s, which recommends items and no actions. Call %s, or deploy aws-next-best-action."
                                .formatted(
                                        arn,
                                        deployment.recipe().name(),
                                        deployment.recipe().type() == RecipeType.PERSONALIZED_RANKING
                                                ? "GetPersonalizedRanking"
                                                : "GetRecommendations"));
        };
    }

    /// Returns the requests per second that a campaign or recommender is guaranteed.
    int guaranteedRate(String arn, Scope scope) {
        return switch (requireResource(arn, scope)) {
            case Campaign campaign -> campaign.minProvisionedTPS();
            case Recommender recommender -> rateOf(recommender);
            default -> 1;
        };
    }

    private static int rateOf(Recommender recommender) {
        var config = recommender.recommenderConfig();
        var rate = config == null ? null : config.minRecommendationRequestsPerSecond();
        return rate == null ? 1 : rate;
    }

    private ServedModel requireAnswering(String arn, Scope scope) {
        return switch (requireResource(arn, scope)) {
            case Campaign campaign -> requireLive("Campaign", campaign);
            case Recommender recommender -> requireLive("Recommender", recommender);
            default -> throw ResourceNotFound.of(arn);
        };
    }

    private ServedModel requireLive(String kind, Resource resource) {
        var status = Objects.requireNonNull(resource.status());
        if (status != Status.ACTIVE) {
            var refusal = new InvalidInput(
                    "%s %s is %s. It answers when it is ACTIVE.".formatted(kind, resource.arn(), status.text()));
            throw isStarting(resource.arn(), status) ? refusal.awaiting(Set.of(resource.arn())) : refusal;
        }
        return deployments
                .apply(resource.arn().toString())
                .orElseThrow(() -> new ServiceUnavailable(
                        "%s %s is ACTIVE, but its model is not loaded. Try again soon; if it stays so, the server's log tells why."
                                .formatted(kind, resource.arn())));
    }

    private static boolean isStarting(Arn arn, Status status) {
        return switch (status) {
            case CREATE_PENDING, CREATE_IN_PROGRESS, START_PENDING, START_IN_PROGRESS ->
                LifeCycle.isMomentary(arn, status);
            case ACTIVE,
                    CREATE_FAILED,
                    CREATE_STOPPING,
                    CREATE_STOPPED,
                    STOP_PENDING,
                    STOP_IN_PROGRESS,
                    INACTIVE,
                    DELETE_PENDING,
                    DELETE_IN_PROGRESS,
                    PENDING,
                    IN_PROGRESS,
                    COMPLETED,
                    FAILED -> false;
        };
    }

    /// Returns the filter of an ARN.
    ///
    /// @throws ResourceNotFound if there is none
    /// @throws InvalidInput if it is not ACTIVE or belongs to another dataset group
    Filter requireFilter(String arn, Scope scope, LiveDatasetGroup group) {
        if (!(requireResource(arn, scope) instanceof Filter filter)) {
            throw ResourceNotFound.of(arn);
        }
        if (filter.status() != Status.ACTIVE) {
            throw new InvalidInput("Filter %s is %s. It can be used when it is ACTIVE."
                    .formatted(arn, filter.status().text()));
        }
        if (!filter.datasetGroupArn().equals(group.arn())) {
            throw new InvalidInput("Filter %s belongs to dataset group %s, not to %s. Create one there."
                    .formatted(arn, filter.datasetGroupArn(), group.arn()));
        }
        return filter;
    }

    private Resource requireResource(String arn, Scope scope) {
        var resource = resources.get(
                arn, view -> Arn.find(arn).flatMap(view::find).orElseThrow(() -> ResourceNotFound.of(arn)));
        if (!Scope.of(resource.arn()).equals(scope)) {
            throw ResourceNotFound.of(arn);
        }
        return resource;
    }
}
