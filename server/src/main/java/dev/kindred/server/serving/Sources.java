package dev.kindred.server.serving;

import dev.kindred.server.catalog.Arn;
import dev.kindred.server.catalog.Campaign;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Filter;
import dev.kindred.server.catalog.Recommender;
import dev.kindred.server.catalog.Resource;
import dev.kindred.server.catalog.Scope;
import dev.kindred.server.catalog.Status;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.error.ServiceException.ServiceUnavailable;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Finds what a request names: the deployment that answers, and the filters. Of what is not there, or not
/// ready, it says so.
public final class Sources {

    private final Catalog catalog;
    private final Deployments deployments;
    private volatile Filters known = new Filters(-1, new ConcurrentHashMap<>());

    /// Filters by ARN as the catalog had them after so many commits, so that a request costs no query.
    private record Filters(long commits, ConcurrentHashMap<String, Filter> byArn) {}

    public Sources(Catalog catalog, Deployments deployments) {
        this.catalog = catalog;
        this.deployments = deployments;
    }

    /// Returns what answers under that ARN.
    ///
    /// @throws ResourceNotFound if there is no such campaign or recommender
    /// @throws InvalidInput if it is not ACTIVE
    Deployment require(String arn, Scope scope) {
        return deployments
                .find(arn)
                .filter(deployment -> Scope.of(deployment.arn()).equals(scope))
                .orElseThrow(() -> notLive(arn, scope));
    }

    private ServiceException notLive(String arn, Scope scope) {
        var resource = Arn.find(arn)
                .filter(parsed -> Scope.of(parsed).equals(scope))
                .flatMap(parsed -> catalog.<java.util.Optional<Resource>>read(view -> view.find(parsed)));
        return switch (resource.orElse(null)) {
            case Campaign campaign -> notActive("Campaign", campaign);
            case Recommender recommender -> notActive("Recommender", recommender);
            case null, default -> ResourceNotFound.of(arn);
        };
    }

    private static ServiceException notActive(String kind, Resource resource) {
        var status = Objects.requireNonNull(resource.status());
        if (status == Status.ACTIVE) {
            return new ServiceUnavailable(
                    "%s %s is ACTIVE, but its model is not loaded. Try again soon; if it stays so, the server's log tells why."
                            .formatted(kind, resource.arn()));
        }
        return new InvalidInput(
                "%s %s is %s. It answers when it is ACTIVE.".formatted(kind, resource.arn(), status.text()));
    }

    /// Returns the filter of that ARN.
    ///
    /// @throws ResourceNotFound if there is none
    /// @throws InvalidInput if it is not ACTIVE or belongs to another dataset group
    Filter requireFilter(String arn, Scope scope, GroupData group) {
        var filter = require(scope, arn);
        if (filter.status() != Status.ACTIVE) {
            throw new InvalidInput("Filter %s is %s. It can be used when it is ACTIVE."
                    .formatted(arn, filter.status().text()));
        }
        if (!filter.datasetGroupArn().equals(group.arn())) {
            throw new InvalidInput("Filter %s belongs to dataset group %s, and %s is asked. Create one there."
                    .formatted(arn, filter.datasetGroupArn(), group.arn()));
        }
        return filter;
    }

    private Filter require(Scope scope, String arn) {
        var remembered = known;
        long commits = catalog.commits();
        if (remembered.commits() != commits) {
            remembered = new Filters(commits, new ConcurrentHashMap<>());
            known = remembered;
        }
        var filter = remembered.byArn().get(arn);
        if (filter == null || !Scope.of(filter.arn()).equals(scope)) {
            filter = catalog.read(view -> view.require(Filter.class, scope, arn));
            remembered.byArn().put(arn, filter);
        }
        return filter;
    }
}
