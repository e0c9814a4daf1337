package dev.kindred.server.view;

import dev.kindred.server.auth.Access;
import dev.kindred.server.auth.Principal;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.resource.Arn;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reports of jobs, for those who may read them.
public final class JobReports {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Catalog catalog;

    public JobReports(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Returns the report of a job of the caller's account, if it has left one.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if the caller may not read it
    public Optional<JsonNode> find(Principal caller, Arn job) {
        caller.require(Access.READ, "kindred:ReadJobs");
        if (!caller.seesAll(job.account())) {
            return Optional.empty();
        }
        return catalog.<Optional<String>>read(view -> view.reports().find(job)).map(MAPPER::readTree);
    }
}
