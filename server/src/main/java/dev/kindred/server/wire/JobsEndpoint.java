package dev.kindred.server.wire;

import dev.kindred.server.auth.Access;
import dev.kindred.server.auth.CredentialScope;
import dev.kindred.server.auth.Principal;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.Progress;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kindred's endpoint for the progress of jobs, beyond AWS's API.
///
/// - `GET /kindred/jobs` lists all running jobs: resource, start time and progress.
/// - `GET /kindred/jobs/<ARN>` returns the job of a resource and the resource's status. An import job can also be
/// addressed by its name, in the region of the request's signature or of the query parameter `region`.
/// - `GET /kindred/jobs/<ARN>/report` returns the report of an import job, a batch job or a deletion job.
public final class JobsEndpoint implements Handler {

    private static final String ALL = "/kindred/jobs";
    private static final String PREFIX = ALL + "/";
    private static final String REPORT = "/report";

    private final Catalog catalog;
    private final JobEngine engine;
    private final Authentication authentication;

    public JobsEndpoint(Catalog catalog, JobEngine engine, Authentication authentication) {
        this.catalog = catalog;
        this.engine = engine;
        this.authentication = authentication;
    }

    /// Returns whether a path is for this endpoint.
    static boolean isFor(String path) {
        return path.equals(ALL) || path.startsWith(PREFIX);
    }

    private record Overview(List<JobEngine.UnderWay> jobs) {}

    /// A resource with its job.
    ///
    /// @param jobName the name of an import job; null for other resources
    /// @param datasetImportJobArn the ARN of an import job; null for other resources
    /// @param failureReason the reason of a failed import; for other resources, Describe operations return it
    /// @param task the current task of the job
    /// @param started the start time of the job
    /// @param progress the progress of the job
    /// @param report the location of an import's report
    private record JobView(
            Arn arn,
            @Nullable String jobName,
            @Nullable Arn datasetImportJobArn,
            String status,
            @Nullable String failureReason,
            @Nullable TaskName task,
            @Nullable Instant started,
            Progress.@Nullable Snapshot progress,
            @Nullable String report) {}

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var path = request.path().path(); // resolved: dot segments can change the path
        var caller = authentication.require(request, Access.READ, "kindred:ReadJobs");
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        if (path.equals(ALL)) {
            var own = engine.underWay().stream()
                    .filter(job -> caller.seesAll(job.arn().account()))
                    .toList();
            response.send(JsonCodec.encode(new Overview(own)));
            return;
        }
        var rest = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        boolean wantsReport = rest.endsWith(REPORT) && rest.length() > REPORT.length();
        var found = find(request, caller, wantsReport ? rest.substring(0, rest.length() - REPORT.length()) : rest);
        if (found.isEmpty()) {
            notFound(response, missing(rest));
            return;
        }
        var resource = found.get();
        var report = catalog.read(view -> view.reports().find(resource.arn()));
        if (wantsReport) {
            report.ifPresentOrElse(
                    text -> response.send(text.getBytes(StandardCharsets.UTF_8)),
                    () -> notFound(
                            response,
                            "The job has left no report yet. It is "
                                    + resource.status().text() + "."));
            return;
        }
        response.send(JsonCodec.encode(viewOf(resource, report.isPresent())));
    }

    private Optional<Resource.Living<?>> find(ServerRequest request, Principal caller, String nameOrArn) {
        var arn = Arn.find(nameOrArn).orElseGet(() -> {
            var region = request.query()
                    .first("region")
                    .orElseGet(() -> CredentialScope.region(
                            request.headers().first(HeaderNames.AUTHORIZATION).orElse(null),
                            authentication.defaultRegion()));
            return new Scope(caller.account(), region).arn(ResourceKind.DATASET_IMPORT_JOB.arnType(), nameOrArn);
        });
        return catalog.<Optional<Resource>>read(view -> view.find(arn))
                .filter(resource -> caller.seesAll(resource.arn().account()))
                .flatMap(resource ->
                        resource instanceof Resource.Living<?> living ? Optional.of(living) : Optional.empty());
    }

    private JobView viewOf(Resource.Living<?> resource, boolean hasReport) {
        var underWay = engine.underWay(resource.arn());
        var imported = resource instanceof DatasetImportJob job ? job : null;
        return new JobView(
                resource.arn(),
                imported == null ? null : imported.jobName(),
                imported == null ? null : imported.arn(),
                resource.status().text(),
                imported == null ? null : imported.failureReason(),
                underWay.map(JobEngine.UnderWay::task).orElse(null),
                underWay.map(JobEngine.UnderWay::started).orElse(null),
                underWay.map(JobEngine.UnderWay::progress).orElse(null),
                hasReport ? PREFIX + resource.arn() + REPORT : null);
    }

    private static String missing(String nameOrArn) {
        return Arn.find(nameOrArn).isPresent()
                ? "There is no " + nameOrArn + ", or no job ever works on it."
                : "There is no import job " + nameOrArn
                        + ". Name it by its jobName or its ARN; name others by their ARN.";
    }

    private static void notFound(ServerResponse response, String message) {
        response.status(404).send(JsonCodec.encode(Map.of("message", message)));
    }
}
