package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.LocalObjectStore;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Set;

/// Resolves a request to an operation: by method, by bucket or object, and by sub-resource.
final class S3Routes {

    /// Sub-resources of S3 that change the meaning of a request and that this endpoint does not implement.
    private static final Set<String> NOT_IMPLEMENTED = Set.of(
            "abac",
            "legal-hold",
            "metadataConfiguration",
            "metadataInventoryTable",
            "metadataJournalTable",
            "metadataTable",
            "renameObject",
            "restore",
            "retention",
            "select",
            "session",
            "torrent");

    /// Sub-resources of buckets only, beside the stored ones.
    private static final Set<String> OF_BUCKETS = Set.of("location", "policyStatus", "versions", "delete");

    /// Sub-resources of a bucket that objects have, too.
    private static final Set<String> OF_BOTH = Set.of(BucketSetting.ACL.parameter(), BucketSetting.TAGGING.parameter());

    private final LocalObjectStore store;
    private final String accountId;
    private final ListingHandlers listings;
    private final BucketHandlers buckets;
    private final SettingHandlers settings;
    private final ObjectHandlers objects;
    private final ObjectSettings objectSettings;
    private final ObjectAttributes attributes;
    private final CopyHandlers copies;
    private final MultipartHandlers multipart;
    private final CompletionHandlers completions;
    private final UploadListings uploads;

    S3Routes(LocalObjectStore store, String accountId) {
        this.store = store;
        this.accountId = accountId;
        var accessControl = new AccessControl(accountId);
        listings = new ListingHandlers(store, accountId);
        buckets = new BucketHandlers(store, accessControl, accountId);
        settings = new SettingHandlers(store, accessControl);
        objectSettings = new ObjectSettings(store, accessControl);
        attributes = new ObjectAttributes(store);
        objects = new ObjectHandlers(store, objectSettings);
        copies = new CopyHandlers(store, objectSettings);
        multipart = new MultipartHandlers(store, copies, objectSettings);
        completions = new CompletionHandlers(store, multipart);
        uploads = new UploadListings(store, multipart, accountId);
    }

    void answer(S3Request request, ServerResponse response) throws IOException {
        requireImplemented(request);
        requireOwn(request);
        requireExpectedOwner(request, "x-amz-expected-bucket-owner");
        requireExpectedOwner(request, "x-amz-source-expected-bucket-owner");
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
            if (NOT_IMPLEMENTED.contains(parameter)) {
                throw new S3Exception(
                        S3Error.NotImplemented,
                        "The sub-resource '%s' is not implemented by this server.".formatted(parameter));
            }
        }
    }

    /// Another account's bucket is refused, except for its creation, which has an error of its own.
    private void requireOwn(S3Request request) {
        if (!request.bucket().isEmpty()
                && !(request.isForBucket() && request.method().equals("PUT"))) {
            requireOwn(request.bucket());
        }
        if (!request.headerOrEmpty("x-amz-copy-source").isEmpty()) {
            requireOwn(CopyHandlers.source(request).bucket());
        }
    }

    private void requireOwn(String bucket) {
        if (store.isOfAnother(bucket, accountId)) {
            throw new S3Exception(S3Error.AccessDenied, "Access Denied: the bucket belongs to another account.");
        }
    }

    private void requireExpectedOwner(S3Request request, String header) {
        String expected = request.header(header);
        if (expected != null && !expected.equals(accountId)) {
            throw new S3Exception(
                    S3Error.AccessDenied,
                    "Access Denied: the header %s says %s, all buckets here are of the account %s."
                            .formatted(header, expected, accountId));
        }
    }

    private void onService(S3Request request, ServerResponse response) {
        if (!request.method().equals("GET")) {
            throw notAllowed(request);
        }
        listings.listBuckets(request, response);
    }

    private void onBucket(S3Request request, ServerResponse response) {
        var query = request.query();
        var setting = BucketSetting.find(query);
        if (setting.isPresent()) {
            onSetting(setting.get(), request, response);
            return;
        }
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
                } else if (query.has("policyStatus")) {
                    settings.policyStatus(request, response);
                } else if (query.has("versions")) {
                    listings.listVersions(request, response);
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

    private void onSetting(BucketSetting setting, S3Request request, ServerResponse response) {
        switch (request.method()) {
            case "GET" -> settings.get(setting, request, response);
            case "PUT" -> settings.put(setting, request, response);
            case "DELETE" -> {
                if (!setting.isDeletable()) {
                    throw notAllowed(request);
                }
                settings.delete(setting, request, response);
            }
            default -> throw notAllowed(request);
        }
    }

    private void onObject(S3Request request, ServerResponse response) throws IOException {
        requireOfObjects(request);
        requireVersion(request);
        if (request.query().has("tagging")) {
            onTagging(request, response);
            return;
        }
        if (request.query().has("acl")) {
            onAcl(request, response);
            return;
        }
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
                } else if (request.query().has("attributes")) {
                    attributes.get(request, response);
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

    /// Refuses a request that the object's own handler would misread.
    private static void requireOfObjects(S3Request request) {
        for (String parameter : request.query().parameters().keySet()) {
            boolean isOfBuckets = OF_BUCKETS.contains(parameter) || BucketSetting.isNamed(parameter);
            if (isOfBuckets && !OF_BOTH.contains(parameter)) {
                throw new S3Exception(
                        S3Error.InvalidRequest,
                        "There is no such thing as the ?%s sub-resource for a key".formatted(parameter));
            }
        }
    }

    /// Refuses every version except the one of each object.
    private void requireVersion(S3Request request) {
        String version = request.query().find("versionId");
        if (version == null || version.equals(ListingHandlers.NULL_VERSION)) {
            return;
        }
        if (version.isEmpty()) {
            throw new S3Exception(S3Error.InvalidArgument, "Version id cannot be the empty string");
        }
        boolean wasVersioned =
                store.settings(request.location().bucket()).containsKey(BucketSetting.VERSIONING.parameter());
        throw wasVersioned
                ? new S3Exception(S3Error.NoSuchVersion, "The specified version does not exist.")
                : new S3Exception(
                        S3Error.InvalidArgument,
                        "Invalid version id specified: objects of this bucket have the version null.");
    }

    private void onTagging(S3Request request, ServerResponse response) {
        switch (request.method()) {
            case "GET" -> objectSettings.getTagging(request, response);
            case "PUT" -> objectSettings.putTagging(request, response);
            case "DELETE" -> objectSettings.deleteTagging(request, response);
            default -> throw notAllowed(request);
        }
    }

    private void onAcl(S3Request request, ServerResponse response) {
        switch (request.method()) {
            case "GET" -> objectSettings.getAcl(request, response);
            case "PUT" -> objectSettings.putAcl(request, response);
            default -> throw notAllowed(request);
        }
    }

    private static S3Exception notAllowed(S3Request request) {
        return new S3Exception(
                S3Error.MethodNotAllowed,
                "The specified method %s is not allowed against this resource.".formatted(request.method()));
    }
}
