package dev.kindred.server.wire;

import dev.kindred.server.operation.AwsModel;

/// The two JSON protocols of AWS.
enum Protocol {
    /// `POST /` with the operation in `X-Amz-Target`. Errors have the status 400.
    JSON_1_1("application/x-amz-json-1.1"),
    /// One path per operation. Each error has its own status.
    REST_JSON("application/json");

    private final String contentType;

    Protocol(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    static Protocol of(AwsModel.Service service) {
        return switch (service) {
            case PERSONALIZE -> JSON_1_1;
            case PERSONALIZE_RUNTIME, PERSONALIZE_EVENTS -> REST_JSON;
        };
    }
}
