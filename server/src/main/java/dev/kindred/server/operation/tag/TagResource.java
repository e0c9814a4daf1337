package dev.kindred.server.operation.tag;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Tag;
import java.util.List;

/// Adds tags to a resource, replacing tags with the same keys.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_TagResource.html">API reference</a>
public final class TagResource implements Operation<TagResource.Request, TagResource.Response> {

    public record Request(
            @Required @PersonalizeArn String resourceArn,
            @Required @Length(max = 200) @Sensitive List<Tag> tags) {}

    public record Response() {}

    private final ServiceContext context;

    public TagResource(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var arn = Taggable.requireChangeable(transaction, caller.scope(), request.resourceArn());
            Tagging.checked(request.tags(), context.quotas())
                    .forEach(tag -> transaction.tags().put(arn, tag));
            Tagging.requireRoom(transaction.tags().of(arn).size(), context.quotas());
            return new Response();
        });
    }
}
