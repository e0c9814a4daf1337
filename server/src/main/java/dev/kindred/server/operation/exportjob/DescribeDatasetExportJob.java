package dev.kindred.server.operation.exportjob;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetExportJob;

/// Describes an export job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeDatasetExportJob.html">API
/// reference</a>
public final class DescribeDatasetExportJob
        implements Operation<DescribeDatasetExportJob.Request, DescribeDatasetExportJob.Response> {

    public record Request(@Required @PersonalizeArn String datasetExportJobArn) {}

    public record Response(DatasetExportJob datasetExportJob) {}

    private final ServiceContext context;

    public DescribeDatasetExportJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(DatasetExportJob.class, caller.scope(), request.datasetExportJobArn())));
    }
}
