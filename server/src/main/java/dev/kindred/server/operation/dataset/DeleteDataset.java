package dev.kindred.server.operation.dataset;

import dev.kindred.server.attribution.MetricExpression;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.FilterFields;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.SolutionWork;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.DatasetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Deletes a dataset with its data and its import jobs.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteDataset.html">API reference</a>
public final class DeleteDataset implements Operation<DeleteDataset.Request, DeleteDataset.Response> {

    public record Request(@Required @PersonalizeArn String datasetArn) {}

    public record Response() {}

    private static final Set<Status> BEING_MADE = Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS);
    private static final Set<Status> MADE_OR_BEING_MADE =
            Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS, Status.ACTIVE);

    /// The type of the dataset in which Amazon keeps the events of an event tracker. Kindred has no such
    /// dataset: events belong to the Interactions dataset. Clean-up programs delete it by its ARN after they
    /// have deleted the Interactions dataset.
    private static final String EVENT_INTERACTIONS = "EVENT_INTERACTIONS";

    private final ServiceContext context;

    public DeleteDataset(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var eventInteractions = findEventInteractions(request.datasetArn());
            if (eventInteractions.isPresent()) {
                requireDeletable(eventInteractions.get(), transaction, caller);
                return new Response();
            }
            var dataset = transaction.require(Dataset.class, caller.scope(), request.datasetArn());
            Deletion.requireUnused(
                    transaction,
                    dataset.arn(),
                    usersOf(dataset, transaction),
                    "Delete event trackers, filters, metric attributions and campaigns first, and wait until imports, trainings and batch jobs end.");
            Deletion.begin(transaction, dataset, dataset.arn(), context);
            return new Response();
        });
    }

    private static Optional<Arn> findEventInteractions(String arn) {
        return Arn.find(arn)
                .filter(found -> found.type().equals("dataset")
                        && found.rest().endsWith("/" + EVENT_INTERACTIONS)
                        && found.rest().indexOf('/') == found.rest().lastIndexOf('/'));
    }

    /// Checks that the group of `eventInteractions` exists and its Interactions dataset, with the events, is
    /// deleted.
    private static void requireDeletable(Arn eventInteractions, Transaction transaction, Caller caller) {
        var group = eventInteractions.upToFirstSegment().withType("dataset-group");
        if (transaction
                .find(DatasetGroup.class, caller.scope(), group.toString())
                .isEmpty()) {
            throw ResourceNotFound.of(eventInteractions.toString());
        }
        var holdingEvents = transaction.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> dataset.datasetType().equals(DatasetType.INTERACTIONS.name()))
                .map(Dataset::arn)
                .toList();
        Deletion.requireUnused(
                transaction,
                eventInteractions,
                holdingEvents,
                "Streamed events are part of that dataset: delete it instead.");
    }

    private static List<Arn> usersOf(Dataset dataset, Transaction transaction) {
        var group = dataset.datasetGroupArn();
        var users = new ArrayList<>(
                transaction.resources().childrenOf(dataset.arn(), ResourceKind.DATASET_IMPORT_JOB, BEING_MADE, 10));
        users.addAll(
                transaction.resources().childrenOf(dataset.arn(), ResourceKind.DATASET_EXPORT_JOB, BEING_MADE, 10));
        users.addAll(transaction
                .resources()
                .childrenOf(group, ResourceKind.DATA_DELETION_JOB, Set.of(Status.PENDING, Status.IN_PROGRESS), 10));
        if (dataset.datasetType().equals(DatasetType.INTERACTIONS.name())) {
            transaction
                    .resources()
                    .childrenOf(group, EventTracker.class, ResourceKind.EVENT_TRACKER)
                    .forEach(tracker -> users.add(tracker.arn()));
        }
        transaction.resources().childrenOf(group, MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION).stream()
                .filter(attribution -> measures(attribution, dataset, transaction))
                .forEach(attribution -> users.add(attribution.arn()));
        var schemas = GroupSchemas.of(transaction, group);
        transaction.resources().childrenOf(group, Filter.class, ResourceKind.FILTER).stream()
                .filter(filter -> uses(filter, dataset, schemas))
                .forEach(filter -> users.add(filter.arn()));
        users.addAll(transaction.resources().childrenOf(group, ResourceKind.RECOMMENDER, BEING_MADE, 10));
        for (var solution : transaction.resources().childrenOf(group, Solution.class, ResourceKind.SOLUTION)) {
            users.addAll(SolutionWork.of(transaction, solution.arn()));
            users.addAll(
                    transaction.resources().childrenOf(solution.arn(), ResourceKind.CAMPAIGN, MADE_OR_BEING_MADE, 10));
        }
        return users;
    }

    private static boolean measures(MetricAttribution attribution, Dataset dataset, Transaction transaction) {
        return dataset.datasetType().equals(DatasetType.INTERACTIONS.name())
                || transaction.attributions().metricsOf(attribution.arn()).stream()
                        .anyMatch(metric -> MetricExpression.find(
                                        metric.attribute().expression())
                                .filter(expression -> expression.isOf(DatasetType.valueOf(dataset.datasetType())))
                                .isPresent());
    }

    private static boolean uses(Filter filter, Dataset dataset, GroupSchemas schemas) {
        return FilterFields.ofMade(filter.filterExpression(), schemas).stream()
                .map(field -> field.substring(0, field.indexOf('.')))
                .anyMatch(dataset.datasetType()::equalsIgnoreCase);
    }
}
