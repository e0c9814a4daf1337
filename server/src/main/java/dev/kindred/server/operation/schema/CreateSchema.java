package dev.kindred.server.operation.schema;

import dev.kindred.server.constraint.AvroSchemaText;
import dev.kindred.server.constraint.DomainName;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Domain;
import dev.kindred.server.schema.InvalidSchemaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a schema. It is checked against every rule that does not depend on its dataset.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateSchema.html">API reference</a>
public final class CreateSchema implements Operation<CreateSchema.Request, CreateSchema.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @AvroSchemaText String schema,
            @DomainName @Nullable String domain) {}

    public record Response(Arn schemaArn) {}

    private final ServiceContext context;

    public CreateSchema(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        try {
            var domain = request.domain() == null ? null : Domain.valueOf(request.domain());
            context.schemaRules().check(AvroSchema.parse(request.schema()), domain);
        } catch (InvalidSchemaException e) {
            throw new InvalidInput(e.getMessage());
        }
        var now = context.now();
        var arn = caller.arn(ResourceKind.SCHEMA, request.name());
        var schema = new DatasetSchema(request.name(), arn, request.schema(), now, now, request.domain());
        context.catalog().write(transaction -> {
            transaction.insert(schema, List.of());
            if (transaction.resources().count(caller.scope(), ResourceKind.SCHEMA)
                    > context.quotas().schemas()) {
                throw new LimitExceeded("Cannot create a schema. There are %d already. Delete some and try again."
                        .formatted(context.quotas().schemas()));
            }
            return arn;
        });
        return new Response(arn);
    }
}
