package dev.kindred.server.operation.tag;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Tag;
import java.util.List;

/// Lists a resource's tags, by key.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListTagsForResource.html">API
/// reference</a>
public final class ListTagsForResource implements Operation<ListTagsForResource.Request, ListTagsForResource.Response> {

    public record Request(@Required @PersonalizeArn String resourceArn) {}

    public record Response(List<Tag> tags) {}

    private final ServiceContext context;

    public ListTagsForResource(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.tags().of(Taggable.require(view, caller.scope(), request.resourceArn()))));
    }
}
