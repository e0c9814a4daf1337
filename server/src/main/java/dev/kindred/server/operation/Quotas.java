package dev.kindred.server.operation;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.util.Arrays;

/// Resource quotas of an account in a region.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record Quotas(
        int schemas,
        int datasetGroups,
        int pendingImportJobs,
        int pendingSolutionVersions,
        int pendingBatchJobs,
        int recommenders,
        int tagsPerResource,
        PerGroup perGroup) {

    /// Resource quotas of a dataset group.
    ///
    /// @param filterFields maximum number of distinct dataset fields that all filters together use
    /// @param fieldsPerFilter maximum number of fields that one filter uses
    public record PerGroup(
            int solutions, int campaigns, int recommenders, int filters, int filterFields, int fieldsPerFilter) {}

    /// Checks a quota after a resource was added.
    ///
    /// @param count the number of resources, including the new one
    /// @param what the new resource, such as `a campaign`
    /// @throws LimitExceeded if the limit is exceeded
    public static void requireRoom(long count, int limit, String what) {
        if (count > limit) {
            throw new LimitExceeded(
                    "Cannot create %s. More than %d resources in ACTIVE state. Please delete some and try again."
                            .formatted(what, limit));
        }
    }

    /// Checks the quota of pending and running jobs of a kind.
    ///
    /// @throws LimitExceeded if the limit is exceeded
    public static void requireRoomForWork(CatalogView view, Scope scope, ResourceKind kind, int limit) {
        long pending = Arrays.stream(Status.values())
                .filter(Status::isBeingCreated)
                .mapToLong(status -> view.resources().count(scope, kind, status))
                .sum();
        if (pending > limit) {
            throw new LimitExceeded("More than %d resources with PENDING or IN_PROGRESS status.".formatted(limit));
        }
    }
}
