package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.SolutionWork;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import java.util.ArrayList;
import java.util.List;

/// Deletes a solution with all its versions.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteSolution.html">API reference</a>
public final class DeleteSolution implements Operation<DeleteSolution.Request, DeleteSolution.Response> {

    public record Request(@Required @PersonalizeArn String solutionArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteSolution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var solution = transaction.require(Solution.class, caller.scope(), request.solutionArn());
            Deletion.requireUnused(
                    transaction,
                    solution.arn(),
                    usersOf(solution, transaction),
                    "Delete campaigns first, and wait until trainings and batch jobs end, or stop the trainings.");
            Deletion.begin(transaction, solution, solution.arn(), context);
            return new Response();
        });
    }

    private static List<Arn> usersOf(Solution solution, Transaction transaction) {
        var users = new ArrayList<Arn>();
        transaction
                .resources()
                .childrenOf(solution.arn(), Campaign.class, ResourceKind.CAMPAIGN)
                .forEach(campaign -> users.add(campaign.arn()));
        users.addAll(SolutionWork.of(transaction, solution.arn()));
        return users;
    }
}
