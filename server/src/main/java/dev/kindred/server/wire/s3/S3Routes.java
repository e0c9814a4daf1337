package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.LocalObjectStore;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Set;

/// Which operation a request is: by method, by whether it names a bucket or an object, and by sub-resource.
final class S3Routes {

    /// Sub-resources of S3 that would change what a request means, and that this endpoint does not have.
    private static final Set<String> NOT_IMPLEMENTED = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "logging",
            "metadataTable",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "renameObject",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "session",
            "tagging",
            "torrent",
            "versionId",
            "versioning",
            "versions",
            "website");

    private final ListingHandlers listings;
    private final BucketHandlers buckets;
    private final ObjectHandlers objects;
    private final CopyHandlers copies;
    private final MultipartHandlers multipart;
    private final CompletionHandlers completions;
    private final UploadListings uploads;

    S3Routes(LocalObjectStore store, String accountId) {
        listings = new ListingHandlers(store, accountId);
        buckets = new BucketHandlers(store);
        objects = new ObjectHandlers(store);
        copies = new CopyHandlers(store);
        multipart = new MultipartHandlers(store, copies);
        completions = new CompletionHandlers(store, multipart);
        uploads = new UploadListings(store, multipart, accountId);
    }

    void answer(S3Request request, ServerResponse response) throws IOException {
        requireImplemented(request);
        if (request.isForService()) {
            onService(request, response);
        } else if (request.isForBucket()) {
            onBucket(request, response);
        } else {
            onObject(request, response);
        }
    }

    private static void requireImplemented(S3Request request) {
        for (String parameter : request.query().parameters().keySet()) {
            boolean isNullVersion = parameter.equals("versionId")
                    && request.query().orEmpty("versionId").equals("null");
            if (NOT_IMPLEMENTED.contains(parameter) && !isNullVersion) {
                throw new S3Exception(
                        S3Error.NotImplemented,
                        "The sub-resource '%s' is not implemented by this server.".formatted(parameter));
            }
        }
    }

    private void onService(S3Request request, ServerResponse response) {
        if (!request.method().equals("GET")) {
            throw notAllowed(request);
        }
        listings.listBuckets(response);
    }

    private void onBucket(S3Request request, ServerResponse response) {
        var query = request.query();
        switch (request.method()) {
            case "PUT" -> buckets.create(request, response);
            case "HEAD" -> buckets.head(request, response);
            case "DELETE" -> buckets.delete(request, response);
            case "POST" -> {
                if (!query.has("delete")) {
                    throw new S3Exception(S3Error.NotImplemented, "Uploads by HTML form are not implemented.");
                }
                buckets.deleteObjects(request, response);
            }
            case "GET" -> {
                if (query.has("location")) {
                    buckets.location(request, response);
                } else if (query.has("uploads")) {
                    uploads.listUploads(request, response);
                } else if (query.orEmpty("list-type").equals("2")) {
                    listings.listObjectsV2(request, response);
                } else {
                    listings.listObjects(request, response);
                }
            }
            default -> throw notAllowed(request);
        }
    }

    private void onObject(S3Request request, ServerResponse response) throws IOException {
        boolean isOfUpload = request.query().has("uploadId");
        boolean isCopy = request.header("x-amz-copy-source") != null;
        switch (request.method()) {
            case "PUT" -> {
                if (isOfUpload && isCopy) {
                    multipart.uploadPartCopy(request, response);
                } else if (isOfUpload) {
                    multipart.uploadPart(request, response);
                } else if (isCopy) {
                    copies.copy(request, response);
                } else {
                    objects.put(request, response);
                }
            }
            case "POST" -> {
                if (isOfUpload) {
                    completions.complete(request, response);
                } else if (request.query().has("uploads")) {
                    multipart.create(request, response);
                } else {
                    throw notAllowed(request);
                }
            }
            case "GET" -> {
                if (isOfUpload) {
                    uploads.listParts(request, response);
                } else {
                    objects.get(request, response);
                }
            }
            case "HEAD" -> objects.head(request, response);
            case "DELETE" -> {
                if (isOfUpload) {
                    multipart.abort(request, response);
                } else {
                    objects.delete(request, response);
                }
            }
            default -> throw notAllowed(request);
        }
    }

    private static S3Exception notAllowed(S3Request request) {
        return new S3Exception(
                S3Error.MethodNotAllowed,
                "The specified method %s is not allowed against this resource.".formatted(request.method()));
    }
}
