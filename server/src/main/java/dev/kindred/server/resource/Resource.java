package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the service keeps for its callers. Records of this family have the members of AWS's structure of the
/// same name, so that
/// a Describe answers with the record itself. They are values: a change makes the next value.
public sealed interface Resource permits Resource.Living, Resource.Plain {

    Arn arn();

    ResourceKind kind();

    /// The resource it belongs to, by which it is listed, or null where it stands alone.
    @Nullable
    Arn parent();

    /// Its status, or null where the kind has none.
    @Nullable
    Status status();

    Instant creationDateTime();

    Instant lastUpdatedDateTime();

    /// A resource with a life cycle.
    sealed interface Living<R extends Living<R>> extends Resource
            permits DatasetGroup,
                    Dataset,
                    DatasetImportJob,
                    EventTracker,
                    Solution,
                    SolutionVersion,
                    Campaign,
                    Recommender,
                    Filter,
                    MetricAttribution,
                    BatchInferenceJob,
                    BatchSegmentJob,
                    DatasetExportJob,
                    DataDeletionJob {

        @Override
        Status status();

        /// Returns this resource after `event`.
        R on(LifeCycleEvent event, Instant now);

        /// Returns if it can be built upon.
        ///
        /// @throws dev.kindred.server.error.ServiceException.ResourceInUse if it is not ACTIVE
        default void requireActive() {
            LifeCycle.requireActive(arn(), status());
        }
    }

    /// A resource that is there from one moment to the next.
    sealed interface Plain extends Resource permits DatasetSchema {

        @Override
        default @Nullable Status status() {
            return null;
        }
    }
}
