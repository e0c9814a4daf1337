package dev.kindred.server.wire.iam;

import dev.kindred.server.resource.IamScope;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.regex.Pattern;

/// What the ARN of a managed policy says: `arn:<partition>:iam::<account or aws>:policy<path><name>`.
record PolicyReference(String arn, String partition, String owner, String path, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):iam::(aws|\\d{12}):policy(/(?:[\\x21-\\x7E]+/)?)([\\w+=,.@-]{1,128})");

    /// Reads an ARN.
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

    /// Whether the policy is AWS's own.
    boolean isOfAws() {
        return owner.equals("aws");
    }

    /// Whether the policy is one that `scope` may have made.
    boolean isOf(IamScope scope) {
        return partition.equals(scope.partition()) && owner.equals(scope.account());
    }

    /// The path without the first slash, and the name.
    String pathAndName() {
        return path.substring(1) + name;
    }
}
