package dev.kindred.server.operation.filter;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.constraint.FilterExpressionText;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.FilterFields;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a filter from an expression.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateFilter.html">API reference</a>
public final class CreateFilter implements Operation<CreateFilter.Request, CreateFilter.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String datasetGroupArn,
            @Required @FilterExpressionText String filterExpression,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn filterArn) {}

    private static final String PREFIX = "Could not create filter. ";

    private final ServiceContext context;

    public CreateFilter(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var now = context.now();
        var arn = caller.arn(ResourceKind.FILTER, request.name());
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            requireActive(group);
            var schemas = GroupSchemas.of(transaction, group.arn());
            var fields = FilterFields.of(request.filterExpression(), schemas);
            requireFew(fields.size(), context.quotas().perGroup().fieldsPerFilter(), "one filter", request.name());
            transaction.insert(
                    new Filter(
                            request.name(),
                            arn,
                            now,
                            now,
                            group.arn(),
                            null,
                            request.filterExpression(),
                            Status.ACTIVE),
                    tags);
            requireRoom(transaction, group, schemas);
            return new Response(arn);
        });
    }

    /// Other operations throw `ResourceInUse` for a group in transition. AWS's model does not list it for
    /// filters.
    private static void requireActive(DatasetGroup group) {
        if (group.status() != Status.ACTIVE) {
            throw new InvalidInput("%sDataset group %s is %s. It must be ACTIVE."
                    .formatted(PREFIX, group.arn(), group.status().text()));
        }
    }

    private void requireRoom(CatalogView view, DatasetGroup group, GroupSchemas schemas) {
        var filters = view.resources().childrenOf(group.arn(), Filter.class, ResourceKind.FILTER).stream()
                .filter(filter -> !filter.status().isBeingDeleted())
                .toList();
        Quotas.requireRoom(filters.size(), context.quotas().perGroup().filters(), "a filter");
        var fields = new HashSet<String>();
        filters.forEach(filter -> fields.addAll(FilterFields.ofMade(filter.filterExpression(), schemas)));
        requireFew(
                fields.size(),
                context.quotas().perGroup().filterFields(),
                "all filters of dataset group",
                group.name());
    }

    private static void requireFew(int fields, int limit, String what, String name) {
        if (fields > limit) {
            throw new LimitExceeded("%sThe fields of datasets that %s (%s) may use are at most %d; these would be %d."
                    .formatted(PREFIX, what, name, limit, fields));
        }
    }
}
