package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.LocalObjectStore.Bucket;
import dev.kindred.server.storage.Precondition;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Create, Head and DeleteBucket, GetBucketLocation and DeleteObjects, which addresses a bucket.
final class BucketHandlers {

    /// The region for which S3 returns an empty location.
    private static final String DEFAULT_REGION = "us-east-1";

    /// S3's limit of a request.
    private static final int MOST_DELETED = 1000;

    private final LocalObjectStore store;
    private final AccessControl accessControl;
    private final String account;

    BucketHandlers(LocalObjectStore store, AccessControl accessControl, String account) {
        this.store = store;
        this.accessControl = accessControl;
        this.account = account;
    }

    void create(S3Request request, ServerResponse response) {
        byte[] body = RequestBody.xmlOf(request);
        var configuration = body.length == 0
                ? new XmlElement("CreateBucketConfiguration", "")
                : XmlElement.read(body, "CreateBucketConfiguration");
        BucketNames.requireCreatable(request.bucket());
        String region = regionOf(configuration);
        if (!store.createBucket(request.bucket(), region, account, settings(request, configuration))) {
            requireOwn(request.bucket());
            requireInDefaultRegion(request.bucket(), region);
        }
        Answers.header(response, "Location", "/" + request.bucket());
        Answers.empty(response, Status.OK_200);
    }

    private void requireOwn(String bucket) {
        if (store.isOfAnother(bucket, account)) {
            throw new S3Exception(
                    S3Error.BucketAlreadyExists,
                    "The requested bucket name is not available: another account has it. Select another name.");
        }
    }

    private static @Nullable String regionOf(XmlElement configuration) {
        String constraint = configuration.textOf("LocationConstraint");
        if (constraint.isEmpty()) {
            return null;
        }
        if (constraint.equals(DEFAULT_REGION) || !constraint.matches("EU|[a-z]{2}(-[a-z]+)+-[0-9]{1,2}")) {
            throw new S3Exception(
                    S3Error.InvalidLocationConstraint,
                    "The specified location-constraint is not valid: give a region's name, and none for us-east-1.",
                    Map.of("LocationConstraint", constraint));
        }
        return constraint;
    }

    /// Returns the settings of a new bucket.
    private Map<String, String> settings(S3Request request, XmlElement configuration) {
        var settings = new HashMap<String, String>();
        String ownership = request.headerOrEmpty("x-amz-object-ownership");
        if (!ownership.isEmpty()) {
            keep(
                    BucketSetting.OWNERSHIP_CONTROLS,
                    new XmlElement("Rule", List.of(new XmlElement("ObjectOwnership", ownership))),
                    settings);
        }
        if (request.headerOrEmpty("x-amz-bucket-object-lock-enabled").equalsIgnoreCase("true")) {
            keep(BucketSetting.VERSIONING, new XmlElement("Status", "Enabled"), settings);
            keep(BucketSetting.OBJECT_LOCK, new XmlElement("ObjectLockEnabled", "Enabled"), settings);
        }
        accessControl.ofHeaders(request).ifPresent(policy -> {
            accessControl.requireAllowed(policy, settings);
            settings.put(BucketSetting.ACL.parameter(), policy);
        });
        configuration
                .child("Tags")
                .map(tags -> new XmlElement(Tags.ROOT, List.of(new XmlElement("TagSet", tags.children()))))
                .flatMap(tagging -> Tags.ofBucket(tagging).document())
                .ifPresent(tags -> settings.put(BucketSetting.TAGGING.parameter(), tags));
        return settings;
    }

    private static void keep(BucketSetting setting, XmlElement content, Map<String, String> settings) {
        var document = setting.accept(new XmlElement(setting.root(), List.of(content)));
        settings.put(setting.parameter(), document.document());
    }

    /// S3 in us-east-1 answers 200 to an owner who creates a bucket again; every other region refuses.
    private void requireInDefaultRegion(String name, @Nullable String asked) {
        if (asked != null || store.bucket(name).region() != null) {
            throw new S3Exception(
                    S3Error.BucketAlreadyOwnedByYou,
                    "Your previous request to create the named bucket '%s' succeeded and you already own it."
                            .formatted(name));
        }
    }

    /// Returns the region of a bucket.
    static String regionOf(Bucket bucket) {
        String region = bucket.region();
        if (region == null) {
            return DEFAULT_REGION;
        }
        return region.equals("EU") ? "eu-west-1" : region;
    }

    void head(S3Request request, ServerResponse response) {
        Answers.header(response, "x-amz-bucket-region", regionOf(bucket(request)));
        Answers.header(response, "x-amz-access-point-alias", "false");
        Answers.empty(response, Status.OK_200);
    }

    void delete(S3Request request, ServerResponse response) {
        if (!store.deleteBucket(request.bucketLocation().bucket())) {
            throw new S3Exception(
                    S3Error.BucketNotEmpty,
                    "The bucket '%s' you tried to delete is not empty: delete its objects first (aws s3 rm --recursive s3://%s)."
                            .formatted(request.bucket(), request.bucket()));
        }
        Answers.empty(response, Status.NO_CONTENT_204);
    }

    void location(S3Request request, ServerResponse response) {
        String region = bucket(request).region();
        Answers.xml(response, "LocationConstraint", xml -> {
            if (region != null) {
                xml.text(region); // an empty element is how S3 spells us-east-1
            }
        });
    }

    private Bucket bucket(S3Request request) {
        return store.bucket(request.bucketLocation().bucket());
    }

    void deleteObjects(S3Request request, ServerResponse response) {
        bucket(request);
        var document = XmlElement.read(RequestBody.xmlOf(request), "Delete");
        var objects = document.children("Object");
        if (objects.isEmpty() || objects.size() > MOST_DELETED) {
            throw new S3Exception(
                    S3Error.MalformedXML,
                    "Delete needs 1 to 1,000 <Object> elements; %,d were given.".formatted(objects.size()));
        }
        boolean isQuiet = document.textOf("Quiet").equals("true");
        var outcomes = new ArrayList<Deletion>();
        objects.forEach(object -> outcomes.add(delete(request, object)));
        Answers.xml(
                response,
                "DeleteResult",
                xml -> outcomes.forEach(outcome -> {
                    var refusal = outcome.refusal();
                    if (refusal != null) {
                        xml.nest(
                                "Error",
                                error -> error.text("Key", outcome.key())
                                        .text("VersionId", outcome.version())
                                        .text("Code", refusal.error().name())
                                        .text("Message", refusal.getMessage()));
                    } else if (!isQuiet) {
                        xml.nest(
                                "Deleted",
                                deleted -> deleted.text("Key", outcome.key()).text("VersionId", outcome.version()));
                    }
                }));
    }

    /// The result of the deletion of one object.
    ///
    /// @param version as requested, or null
    /// @param refusal or null if the object is deleted
    private record Deletion(
            String key, @Nullable String version, @Nullable S3Exception refusal) {}

    private Deletion delete(S3Request request, XmlElement object) {
        String key = object.child("Key").map(XmlElement::text).orElse("");
        String version = object.child("VersionId").map(XmlElement::text).orElse(null);
        try {
            if (version != null && !version.equals(ListingHandlers.NULL_VERSION)) {
                throw new S3Exception(S3Error.NoSuchVersion, "The specified version does not exist.");
            }
            store.delete(new S3Location(request.bucket(), key), precondition(request.bucket(), key, object));
            return new Deletion(key, version, null);
        } catch (S3Exception e) {
            return new Deletion(key, version, e);
        } catch (StorageException e) {
            return new Deletion(key, version, new S3Exception(Failures.codeOf(e), e.getMessage()));
        }
    }

    private static Precondition precondition(String bucket, String key, XmlElement object) {
        if (object.child("LastModifiedTime").isPresent() || object.child("Size").isPresent()) {
            throw new S3Exception(
                    S3Error.NotImplemented,
                    "The conditions LastModifiedTime and Size of a deletion are not implemented: use ETag.");
        }
        String etag = object.textOf("ETag");
        return etag.isEmpty() ? Precondition.NONE : there -> Conditions.requireMatch(bucket, key, etag, there);
    }
}
