package dev.kindred.server.operation.importjob;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetImportJob;

/// Describes an import job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeDatasetImportJob.html">API
/// reference</a>
public final class DescribeDatasetImportJob
        implements Operation<DescribeDatasetImportJob.Request, DescribeDatasetImportJob.Response> {

    public record Request(@Required @PersonalizeArn String datasetImportJobArn) {}

    public record Response(DatasetImportJob datasetImportJob) {}

    private final ServiceContext context;

    public DescribeDatasetImportJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(DatasetImportJob.class, caller.scope(), request.datasetImportJobArn())));
    }
}
