package dev.kindred.server.error;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/// An error that is returned to the caller. Its class is the error type on the wire; its message states the
/// correction.
///
/// `IllegalArgumentException` and `IllegalStateException` do not belong to this family: they indicate a bug in the
/// server and are returned as [InternalFailure].
public abstract sealed class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private Set<?> awaited = Set.of();

    private ServiceException(String message) {
        super(message, null, false, false); // expected and frequent: no stack trace
    }

    /// Returns this error marked as transient: the listed resources are in a transition that ends within moments,
    /// without an action of the caller.
    ///
    /// @param resources the ARNs of the resources in transition
    public ServiceException awaiting(Collection<?> resources) {
        awaited = Set.copyOf(resources);
        return this;
    }

    /// Returns the resources whose next transition can make the request succeed. Empty if only the caller can correct
    /// the request.
    public Set<?> awaited() {
        return awaited;
    }

    /// Returns the message. It is never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// A member of the request is missing, too long, out of range or does not match its pattern.
    public static final class Validation extends ServiceException {
        private static final long serialVersionUID = 1;

        public Validation(String message) {
            super(message);
        }
    }

    /// The request is well-formed, but its values are invalid or contradict each other.
    public static final class InvalidInput extends ServiceException {
        private static final long serialVersionUID = 1;

        public InvalidInput(String message) {
            super(message);
        }
    }

    /// The request names a resource that does not exist in this account and region.
    public static final class ResourceNotFound extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceNotFound(String message) {
            super(message);
        }

        /// Returns the error for an ARN that does not exist.
        public static ResourceNotFound of(Object arn) {
            return new ResourceNotFound("Resource Arn " + arn + " does not exist.");
        }
    }

    /// The name is in use, or the only allowed resource of this type exists already.
    public static final class ResourceAlreadyExists extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceAlreadyExists(String message) {
            super(message);
        }

        /// Returns the error for an ARN that exists already.
        public static ResourceAlreadyExists of(Object arn) {
            return new ResourceAlreadyExists("Another resource with Arn " + arn + " already exists.");
        }
    }

    /// The status of the resource, or a resource that depends on it, does not allow the request.
    public static final class ResourceInUse extends ServiceException {
        private static final long serialVersionUID = 1;

        public ResourceInUse(String message) {
            super(message);
        }
    }

    /// The request would exceed a quota.
    public static final class LimitExceeded extends ServiceException {
        private static final long serialVersionUID = 1;

        public LimitExceeded(String message) {
            super(message);
        }
    }

    /// The paging token was not issued for this list and this request.
    public static final class InvalidNextToken extends ServiceException {
        private static final long serialVersionUID = 1;

        public InvalidNextToken(String message) {
            super(message);
        }
    }

    /// The resource would have more tags than the limit.
    public static final class TooManyTags extends ServiceException {
        private static final long serialVersionUID = 1;

        public TooManyTags(String message) {
            super(message);
        }
    }

    /// The request names more tag keys than a resource can have.
    public static final class TooManyTagKeys extends ServiceException {
        private static final long serialVersionUID = 1;

        public TooManyTagKeys(String message) {
            super(message);
        }
    }

    /// The body is not valid JSON for the operation.
    public static final class Serialization extends ServiceException {
        private static final long serialVersionUID = 1;

        public Serialization(String message) {
            super(message);
        }
    }

    /// The request names an operation that the service does not have.
    public static final class UnknownOperation extends ServiceException {
        private static final long serialVersionUID = 1;

        public UnknownOperation(String message) {
            super(message);
        }
    }

    /// A bug in the server or a hardware failure. The details are logged with the request id and are never sent
    /// to the caller.
    public static final class InternalFailure extends ServiceException {
        private static final long serialVersionUID = 1;

        public InternalFailure(String message) {
            super(message);
        }
    }

    /// The server has more requests than it can answer. The same request succeeds later.
    public static final class Throttling extends ServiceException {
        private static final long serialVersionUID = 1;

        public Throttling(String message) {
            super(message);
        }
    }

    /// The server is stopping and accepts no new requests.
    public static final class ServiceUnavailable extends ServiceException {
        private static final long serialVersionUID = 1;

        public ServiceUnavailable(String message) {
            super(message);
        }
    }
}
