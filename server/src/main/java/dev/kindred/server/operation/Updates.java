package dev.kindred.server.operation;

import dev.kindred.server.catalog.Arn;
import dev.kindred.server.error.ServiceException.ResourceInUse;

/// What holds for every change that goes on while the resource keeps its status.
public final class Updates {

    private Updates() {}

    /// Returns if no change is under way.
    ///
    /// @param member where the resource tells of its latest change
    /// @throws ResourceInUse if one is
    public static void requireNoneUnderWay(Arn arn, boolean underWay, String member) {
        if (underWay) {
            throw new ResourceInUse(
                    "Resource Arn %s is being updated. Wait until %s is ACTIVE.".formatted(arn, member));
        }
    }
}
