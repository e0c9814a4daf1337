package dev.kindred.server.wire;

import dev.kindred.server.auth.Access;
import dev.kindred.server.operation.AwsModel;

/// The kind of access that each operation of AWS's model needs.
final class OperationAccess {

    private OperationAccess() {}

    /// Returns the access of an operation: by its API, and within the control plane by its verb.
    static Access of(AwsModel.Entry operation) {
        return switch (operation.service()) {
            case PERSONALIZE_RUNTIME -> Access.RECOMMEND;
            case PERSONALIZE_EVENTS -> Access.STREAM;
            case PERSONALIZE -> isReading(operation.name()) ? Access.READ : Access.CHANGE;
        };
    }

    private static boolean isReading(String name) {
        return name.startsWith("Describe") || name.startsWith("List") || name.startsWith("Get");
    }
}
