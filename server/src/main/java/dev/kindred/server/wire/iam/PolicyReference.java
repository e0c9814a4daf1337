package dev.kindred.server.wire.iam;

import dev.kindred.server.resource.IamScope;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.regex.Pattern;

/// The parsed ARN of a managed policy: `arn:<partition>:iam::<account or aws>:policy<path><name>`.
record PolicyReference(String arn, String partition, String owner, String path, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):iam::(aws|\\d{12}):policy(/(?:[\\x21-\\x7E]+/)?)([\\w+=,.@-]{1,128})");

    /// Parses an ARN.
    static PolicyReference require(String arn) {
        var form = FORM.matcher(arn);
        if (!form.matches()) {
            throw new QueryException(
                    QueryError.InvalidInput,
                    "ARN %s is not valid: that of a policy is arn:aws:iam::<account, or aws>:policy/<name>."
                            .formatted(arn));
        }
        return new PolicyReference(arn, form.group(1), form.group(2), form.group(3), form.group(4));
    }

    /// Returns whether the policy is an AWS managed policy.
    boolean isOfAws() {
        return owner.equals("aws");
    }

    /// Returns whether the policy is a customer managed policy of `scope`.
    boolean isOf(IamScope scope) {
        return partition.equals(scope.partition()) && owner.equals(scope.account());
    }

    /// Returns the path without its leading slash, followed by the name.
    String pathAndName() {
        return path.substring(1) + name;
    }
}
