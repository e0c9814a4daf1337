package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import java.util.Set;

/// Stops a training: immediately if it is pending, otherwise as soon as its worker stops.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_StopSolutionVersionCreation.html">API
/// reference</a>
public final class StopSolutionVersionCreation
        implements Operation<StopSolutionVersionCreation.Request, StopSolutionVersionCreation.Response> {

    public record Request(@Required @PersonalizeArn String solutionVersionArn) {}

    public record Response() {}

    /// Includes the statuses after a stop, because a client repeats a request whose response was lost.
    private static final Set<Status> STOPPABLE =
            Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS, Status.CREATE_STOPPING);

    private final ServiceContext context;

    public StopSolutionVersionCreation(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var version = transaction.require(SolutionVersion.class, caller.scope(), request.solutionVersionArn());
            transaction.require(Solution.class, version.solutionArn()).requireActive();
            if (!STOPPABLE.contains(version.status())) {
                throw new InvalidInput(
                        "Solution version %s is %s. Only one that is CREATE PENDING or CREATE IN_PROGRESS can be stopped."
                                .formatted(version.arn(), version.status().text()));
            }
            var stopped =
                    transaction.replace(version, version.on(new LifeCycleEvent.CreationStopRequested(), context.now()));
            if (stopped.status() == Status.CREATE_STOPPED) {
                transaction.jobs().cancel(TaskName.TRAIN, version.arn());
            }
            return new Response();
        });
    }
}
