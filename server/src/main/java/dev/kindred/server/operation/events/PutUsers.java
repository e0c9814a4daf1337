package dev.kindred.server.operation.events;

import dev.kindred.server.constraint.JsonText;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.StreamedRow;
import dev.kindred.server.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts users into a dataset, each replacing a user with the same id: all of them or, if one is invalid, none.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_PutUsers.html">API reference</a>
public final class PutUsers implements Operation<PutUsers.Request, PutUsers.Response> {

    public record User(
            @Required @Length(min = 1, max = 256) String userId,

            @Length(min = 1, max = 24000) @Sensitive @JsonText @Nullable
            String properties) {}

    public record Request(
            @Required @PersonalizeArn String datasetArn,
            @Required @Length(min = 1, max = 10) @Sensitive List<User> users) {}

    public record Response() {}

    private final ServiceContext context;
    private final PutTargets targets;
    private final Streams streams;

    public PutUsers(ServiceContext context, PutTargets targets, Streams streams) {
        this.context = context;
        this.targets = targets;
        this.streams = streams;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var target = targets.ofDataset(caller.scope(), request.datasetArn(), DatasetType.USERS);
        long now = context.clock().millis();
        var rows = new ArrayList<StreamedRow>();
        for (int i = 0; i < request.users().size(); i++) {
            var row = request.users().get(i);
            var path = "users.%d.member.properties".formatted(i + 1);
            var properties = RowProperties.of(target, row.userId(), row.properties(), path);
            streams.counts().unknownProperties(properties.unknown());
            rows.add(new StreamedRow(now, row.userId(), properties.values()));
        }
        streams.append(target.dataset(), rows);
        return new Response();
    }
}
