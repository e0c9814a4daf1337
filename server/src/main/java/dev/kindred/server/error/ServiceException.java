package dev.kindred.server.error;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/// A refusal that reaches the caller: its class is the error's type on the wire, its message says what to mend.
///
/// `IllegalArgumentException` and `IllegalStateException` are not of this family: they mean a bug of ours and
/// are answered as [InternalFailure].
public abstract sealed class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // no refusal is serialized
    private Set<?> awaited = Set.of();

    private ServiceException(String message) {
        super(message, null, false, false); // a refusal is an answer, not an accident: no stack trace
    }

    /// Returns this refusal as one that can end without its caller: a transition of these resources is under way and
    /// takes moments.
    ///
    /// @param resources their ARNs
    public ServiceException awaiting(Collection<?> resources) {
        awaited = Set.copyOf(resources);
        return this;
    }

    /// The resources whose next transition can turn this refusal into a success; empty where only the caller can.
    public Set<?> awaited() {
        return awaited;
    }

    /// Never null: no refusal goes without its sentence.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// A member of the request is missing, too long, out of range or of the wrong form.
    public static final class Validation extends ServiceException {
        private static final long serialVersionUID = 1;

        public Validation(String message) {
            super(message);
        }
    }

    /// The request is well-formed, but asks for something that cannot be.
    public static final class InvalidInput extends ServiceException {
        private static final long serialVersionUID = 1;

        public InvalidInput(String message) {
            super(message);
        }
    }

    /// The request names a resource that does not exist for this account and region.
    public static final class ResourceNotFound extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceNotFound(String message) {
            super(message);
        }

        /// The refusal of an ARN nobody has.
        public static ResourceNotFound of(Object arn) {
            return new ResourceNotFound("Resource Arn " + arn + " does not exist.");
        }
    }

    /// The name, or the one place there is, is taken.
    public static final class ResourceAlreadyExists extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceAlreadyExists(String message) {
            super(message);
        }

        /// The refusal of an ARN somebody has.
        public static ResourceAlreadyExists of(Object arn) {
            return new ResourceAlreadyExists("Another resource with Arn " + arn + " already exists.");
        }
    }

    /// The resource is in a state, or still used by others, that forbids the request.
    public static final class ResourceInUse extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceInUse(String message) {
            super(message);
        }
    }

    /// A quota is used up.
    public static final class LimitExceeded extends ServiceException {
        private static final long serialVersionUID = 1;

        public LimitExceeded(String message) {
            super(message);
        }
    }

    /// The paging token is not one that this list gave for this request.
    public static final class InvalidNextToken extends ServiceException {
        private static final long serialVersionUID = 1;

        public InvalidNextToken(String message) {
            super(message);
        }
    }

    /// The resource would carry more tags than a resource may.
    public static final class TooManyTags extends ServiceException {
        private static final long serialVersionUID = 1;

        public TooManyTags(String message) {
            super(message);
        }
    }

    /// More tag keys were named than a resource may carry.
    public static final class TooManyTagKeys extends ServiceException {
        private static final long serialVersionUID = 1;

        public TooManyTagKeys(String message) {
            super(message);
        }
    }

    /// The body is not the JSON that the operation takes.
    public static final class Serialization extends ServiceException {
        private static final long serialVersionUID = 1;

        public Serialization(String message) {
            super(message);
        }
    }

    /// The request names no operation of the service.
    public static final class UnknownOperation extends ServiceException {
        private static final long serialVersionUID = 1;

        public UnknownOperation(String message) {
            super(message);
        }
    }

    /// A bug of ours, or a machine that fails. The details stand in the log under the request's id, never in the
    /// answer.
    public static final class InternalFailure extends ServiceException {
        private static final long serialVersionUID = 1;

        public InternalFailure(String message) {
            super(message);
        }
    }

    /// The server is stopping and takes no more work.
    public static final class ServiceUnavailable extends ServiceException {
        private static final long serialVersionUID = 1;

        public ServiceUnavailable(String message) {
            super(message);
        }
    }
}
