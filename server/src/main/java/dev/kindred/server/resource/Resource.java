package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A resource of the service. Records of this family have the members of AWS's structure of the same name; a Describe
/// operation returns the record itself. Records are immutable: a change creates the next value.
public sealed interface Resource permits Resource.Living, Resource.Plain {

    Arn arn();

    ResourceKind kind();

    /// Returns the resource that contains this one and is the key for listing it, or null if there is none.
    @Nullable
    Arn parent();

    /// Returns the status, or null if the kind has none.
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

        /// Returns if other resources can use this one.
        ///
        /// @throws dev.kindred.server.error.ServiceException.ResourceInUse if it is not ACTIVE
        default void requireActive() {
            LifeCycle.requireActive(arn(), status());
        }
    }

    /// A resource without a life cycle: it exists as soon as it is created.
    sealed interface Plain extends Resource permits DatasetSchema {

        @Override
        default @Nullable Status status() {
            return null;
        }
    }
}
