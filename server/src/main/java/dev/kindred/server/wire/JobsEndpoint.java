package dev.kindred.server.wire;

import dev.kindred.server.catalog.Arn;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetImportJob;
import dev.kindred.server.catalog.ResourceKind;
import dev.kindred.server.catalog.Scope;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.Progress;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Kindred tells of a job beyond AWS's API: `GET /kindred/jobs/<name or ARN>` for how far it has come,
/// and the same with
/// `/report` for what it found. A name is looked up in the region of the request's signature, or in the one
/// that the query's `region`
/// names.
public final class JobsEndpoint implements Handler {

    static final String PREFIX = "/kindred/jobs/";
    private static final String REPORT = "/report";

    private final Catalog catalog;
    private final JobEngine engine;
    private final String account;
    private final String defaultRegion;

    public JobsEndpoint(Catalog catalog, JobEngine engine, String account, String defaultRegion) {
        this.catalog = catalog;
        this.engine = engine;
        this.account = account;
        this.defaultRegion = defaultRegion;
    }

    /// @param progress how far it has come while it is under way
    private record JobView(
            String jobName,
            Arn datasetImportJobArn,
            String status,
            @Nullable String failureReason,
            Progress.@Nullable Snapshot progress,
            @Nullable String report) {}

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var path =
                request.path().path(); // with dot segments resolved, so that it can be another than the one asked for
        var rest = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        boolean wantsReport = rest.endsWith(REPORT) && rest.length() > REPORT.length();
        var job = find(request, wantsReport ? rest.substring(0, rest.length() - REPORT.length()) : rest);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        if (job.isEmpty()) {
            notFound(response, "There is no import job " + rest + ". Name it by its jobName or its ARN.");
            return;
        }
        var report = catalog.read(view -> view.reportOf(job.get().arn()));
        if (wantsReport) {
            report.ifPresentOrElse(
                    text -> response.send(text.getBytes(StandardCharsets.UTF_8)),
                    () -> notFound(
                            response,
                            "The job has left no report yet. It is "
                                    + job.get().status().text() + "."));
            return;
        }
        response.send(JsonCodec.encode(viewOf(job.get(), report.isPresent())));
    }

    private Optional<DatasetImportJob> find(ServerRequest request, String nameOrArn) {
        var arn = Arn.find(nameOrArn).orElseGet(() -> {
            var region = request.query()
                    .first("region")
                    .orElseGet(() -> CredentialScope.region(
                            request.headers().first(HeaderNames.AUTHORIZATION).orElse(null), defaultRegion));
            return new Scope(account, region).arn(ResourceKind.DATASET_IMPORT_JOB.arnType(), nameOrArn);
        });
        return catalog.read(view -> view.find(DatasetImportJob.class, arn));
    }

    private JobView viewOf(DatasetImportJob job, boolean hasReport) {
        return new JobView(
                job.jobName(),
                job.arn(),
                job.status().text(),
                job.failureReason(),
                engine.progressOf(job.arn()).orElse(null),
                hasReport ? PREFIX + job.arn() + REPORT : null);
    }

    private static void notFound(ServerResponse response, String message) {
        response.status(404).send(JsonCodec.encode(Map.of("message", message)));
    }
}
