package dev.kindred.server.operation;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.util.Arrays;

/// How much of each thing an account may have in a region.
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

    /// How much of each thing a dataset group may have.
    ///
    /// @param filterFields how many different fields of datasets all its filters together may use
    /// @param fieldsPerFilter how many one of them may use
    public record PerGroup(
            int solutions, int campaigns, int recommenders, int filters, int filterFields, int fieldsPerFilter) {}

    /// Returns if what was just added still fits.
    ///
    /// @param count how many there are with it
    /// @param what their name, as `a campaign`
    /// @throws LimitExceeded if there are too many
    public static void requireRoom(long count, int limit, String what) {
        if (count > limit) {
            throw new LimitExceeded(
                    "Cannot create %s. More than %d resources in ACTIVE state. Please delete some and try again."
                            .formatted(what, limit));
        }
    }

    /// Returns if what was just asked for may still wait or be worked on.
    ///
    /// @throws LimitExceeded if too many of its kind are
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
