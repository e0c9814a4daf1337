package dev.kindred.server.wire.iam;

import dev.kindred.server.wire.PolicyDocument;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.Collection;

/// IAM's requirements for policies before it stores them: form and size. Whitespace does not count towards the size.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM quotas</a>
final class Policies {

    /// IAM's quotas of the characters in a policy.
    private static final int LONGEST_TRUST = 2048;
    private static final int LONGEST_MANAGED = 6144;
    private static final int LONGEST_INLINE = 10_240;

    private Policies() {}

    /// Requires a valid trust policy.
    static void requireTrust(String text) {
        requireForm(text, PolicyDocument.Kind.TRUST);
        if (sizeOf(text) > LONGEST_TRUST) {
            throw IamStore.limitExceeded("Cannot exceed quota for ACLSizePerRole: " + LONGEST_TRUST);
        }
    }

    /// Requires a valid managed policy.
    static void requireManaged(String text) {
        requireForm(text, PolicyDocument.Kind.IDENTITY);
        if (sizeOf(text) > LONGEST_MANAGED) {
            throw IamStore.limitExceeded("Cannot exceed quota for PolicySize: " + LONGEST_MANAGED);
        }
    }

    /// Requires valid inline policies of a role. Their total size is limited.
    static void requireInline(String roleName, String text, Collection<String> all) {
        requireForm(text, PolicyDocument.Kind.IDENTITY);
        if (all.stream().mapToInt(Policies::sizeOf).sum() > LONGEST_INLINE) {
            throw IamStore.limitExceeded(
                    "Maximum policy size of %d bytes exceeded for role %s".formatted(LONGEST_INLINE, roleName));
        }
    }

    private static void requireForm(String text, PolicyDocument.Kind kind) {
        try {
            PolicyDocument.read(text, kind);
        } catch (PolicyDocument.MalformedException e) {
            throw new QueryException(QueryError.MalformedPolicyDocument, e.getMessage());
        }
    }

    private static int sizeOf(String text) {
        return (int)
                text.chars().filter(letter -> !Character.isWhitespace(letter)).count();
    }
}
