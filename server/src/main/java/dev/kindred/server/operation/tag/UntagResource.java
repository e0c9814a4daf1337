package dev.kindred.server.operation.tag;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.error.ServiceException.TooManyTagKeys;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import java.util.List;

/// Removes tags from a resource. Keys that it does not have are ignored.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UntagResource.html">API reference</a>
public final class UntagResource implements Operation<UntagResource.Request, UntagResource.Response> {

    public record Request(
            @Required @PersonalizeArn String resourceArn,
            @Required @Length(max = 200) @Sensitive List<@TagKey String> tagKeys) {}

    public record Response() {}

    private final ServiceContext context;

    public UntagResource(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        int most = context.quotas().tagsPerResource();
        if (request.tagKeys().size() > most) {
            throw new TooManyTagKeys("A resource can have %d tags, but %d keys are named. Name fewer."
                    .formatted(most, request.tagKeys().size()));
        }
        return context.catalog().write(transaction -> {
            var arn = Taggable.requireChangeable(transaction, caller.scope(), request.resourceArn());
            request.tagKeys().forEach(key -> transaction.tags().remove(arn, key));
            return new Response();
        });
    }
}
