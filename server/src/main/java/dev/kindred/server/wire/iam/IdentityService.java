package dev.kindred.server.wire.iam;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryService;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// The IAM service, to the extent that set-up and clean-up code of Personalize users needs it.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">API reference</a>
public final class IdentityService {

    private IdentityService() {}

    /// Returns the service for the entities of the catalog.
    public static QueryService over(Catalog catalog, InstantSource clock) {
        var store = new IamStore(catalog, clock);
        var actions = new HashMap<String, QueryAction<?>>();
        actions.putAll(new RoleActions(store).actions());
        actions.putAll(new RolePolicyActions(store).actions());
        actions.putAll(new PolicyActions(store).actions());
        actions.putAll(new PolicyVersionActions(store).actions());
        actions.putAll(new ServiceRoleActions(store).actions());
        return new QueryService(
                "iam",
                "2010-05-08",
                "https://iam.amazonaws.com/doc/2010-05-08/",
                Map.copyOf(actions),
                "of IAM this server keeps roles and policies; users, groups and instance profiles it does not have.");
    }
}
