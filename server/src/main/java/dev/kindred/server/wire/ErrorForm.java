package dev.kindred.server.wire;

import dev.kindred.server.error.ServiceException;

/// The wire form of an error. This class holds the only mapping from errors to types and HTTP statuses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/CommonErrors.html">Common errors</a>
record ErrorForm(String type, int status) {

    private static final int BAD_REQUEST = 400;
    /// The status at which every HTTP client tries again. AWS documents 400 for ThrottlingException.
    private static final int UNAVAILABLE = 503;

    static ErrorForm of(ServiceException error, Protocol protocol) {
        return switch (error) {
            case ServiceException.Validation _ -> new ErrorForm("ValidationException", BAD_REQUEST);
            case ServiceException.InvalidInput _ -> new ErrorForm("InvalidInputException", BAD_REQUEST);
            case ServiceException.ResourceNotFound _ ->
                new ErrorForm("ResourceNotFoundException", protocol == Protocol.REST_JSON ? 404 : BAD_REQUEST);
            case ServiceException.ResourceAlreadyExists _ ->
                new ErrorForm("ResourceAlreadyExistsException", BAD_REQUEST);
            case ServiceException.ResourceInUse _ ->
                new ErrorForm("ResourceInUseException", protocol == Protocol.REST_JSON ? 409 : BAD_REQUEST);
            case ServiceException.LimitExceeded _ -> new ErrorForm("LimitExceededException", BAD_REQUEST);
            case ServiceException.InvalidNextToken _ -> new ErrorForm("InvalidNextTokenException", BAD_REQUEST);
            case ServiceException.TooManyTags _ -> new ErrorForm("TooManyTagsException", BAD_REQUEST);
            case ServiceException.TooManyTagKeys _ -> new ErrorForm("TooManyTagKeysException", BAD_REQUEST);
            case ServiceException.Serialization _ -> new ErrorForm("SerializationException", BAD_REQUEST);
            case ServiceException.UnknownOperation _ -> new ErrorForm("UnknownOperationException", BAD_REQUEST);
            case ServiceException.InternalFailure _ -> new ErrorForm("InternalFailure", 500);
            case ServiceException.Throttling _ -> new ErrorForm("ThrottlingException", UNAVAILABLE);
            case ServiceException.ServiceUnavailable _ -> new ErrorForm("ServiceUnavailable", UNAVAILABLE);
        };
    }
}
