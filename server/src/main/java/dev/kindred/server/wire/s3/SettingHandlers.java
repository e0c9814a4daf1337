package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.wire.PolicyDocument;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Put, Get, Delete and List of the settings in [BucketSetting], and GetBucketPolicyStatus.
final class SettingHandlers {

    /// S3's quotas of a bucket.
    private static final int LARGEST_POLICY = 20 * 1024;
    private static final int MOST_CONFIGURATIONS = 1000;
    private static final int LISTED_CONFIGURATIONS = 100;

    private final LocalObjectStore store;
    private final AccessControl accessControl;

    SettingHandlers(LocalObjectStore store, AccessControl accessControl) {
        this.store = store;
        this.accessControl = accessControl;
    }

    void get(BucketSetting setting, S3Request request, ServerResponse response) {
        var documents = store.settings(request.bucketLocation().bucket());
        if (setting.isMany() && !request.query().has("id")) {
            list(setting, request, documents, response);
            return;
        }
        var document = Optional.ofNullable(documents.get(nameOf(setting, request)))
                .orElseGet(() -> setting == BucketSetting.ACL ? accessControl.ownersOnly() : setting.requireDefault());
        Answers.kept(
                response,
                setting == BucketSetting.POLICY ? "application/json" : "application/xml",
                document.getBytes(UTF_8));
    }

    private static String nameOf(BucketSetting setting, S3Request request) {
        if (!setting.isMany()) {
            return setting.parameter();
        }
        String id = request.query().orEmpty("id");
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "The parameter id is the configuration's: 1 to 64 letters, digits, dots, hyphens and underscores.");
        }
        return prefixOf(setting) + id;
    }

    private static String prefixOf(BucketSetting setting) {
        return setting.parameter() + "/";
    }

    private static void list(
            BucketSetting setting, S3Request request, Map<String, String> documents, ServerResponse response) {
        String after = request.query().orEmpty("continuation-token");
        var later = new TreeMap<>(documents)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefixOf(setting)))
                        .filter(entry -> entry.getKey().compareTo(prefixOf(setting) + after) > 0)
                        .toList();
        var page = later.subList(0, Math.min(LISTED_CONFIGURATIONS, later.size()));
        Answers.xml(response, "List" + setting.root() + "sResult", xml -> {
            if (!after.isEmpty()) {
                xml.text("ContinuationToken", after);
            }
            xml.text("IsTruncated", page.size() < later.size());
            if (page.size() < later.size()) {
                xml.text(
                        "NextContinuationToken",
                        page.getLast().getKey().substring(prefixOf(setting).length()));
            }
            page.forEach(entry -> XmlElement.read(entry.getValue().getBytes(UTF_8), setting.root())
                    .writeTo(xml));
        });
    }

    void put(BucketSetting setting, S3Request request, ServerResponse response) {
        String bucket = request.bucketLocation().bucket();
        var documents = store.settings(bucket);
        String name = nameOf(setting, request);
        byte[] body = RequestBody.xmlOf(request);
        if (setting.isMany()
                && !documents.containsKey(name)
                && documents.keySet().stream()
                                .filter(each -> each.startsWith(prefixOf(setting)))
                                .count()
                        >= MOST_CONFIGURATIONS) {
            throw new S3Exception(
                    S3Error.TooManyConfigurations,
                    "A bucket may have 1,000 of these configurations: delete one first.");
        }
        store.set(bucket, name, accepted(setting, request, body, documents));
        boolean isSilent = setting == BucketSetting.POLICY
                || setting == BucketSetting.TAGGING
                || (setting.isMany() && setting != BucketSetting.INTELLIGENT_TIERING);
        Answers.empty(response, isSilent ? Status.NO_CONTENT_204 : Status.OK_200);
    }

    /// Returns the document to store, or empty if the put removes the setting.
    private Optional<String> accepted(
            BucketSetting setting, S3Request request, byte[] body, Map<String, String> documents) {
        if (setting == BucketSetting.ACL) {
            var policy = accessControl.ofRequest(request, body);
            accessControl.requireAllowed(policy, documents);
            return Optional.of(policy);
        }
        if (body.length == 0) {
            throw new S3Exception(S3Error.MissingRequestBodyError, "Request Body is empty");
        }
        if (setting == BucketSetting.POLICY) {
            return Optional.of(policy(request.bucket(), body));
        }
        var document = XmlElement.read(body, setting.root());
        if (setting == BucketSetting.TAGGING) {
            return Tags.ofBucket(document).document();
        }
        var kept = setting.accept(document);
        SettingRules.requireConsistent(setting, kept, documents);
        if (setting == BucketSetting.ACCELERATE && request.bucket().contains(".")) {
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }
        if (setting.isMany() && !kept.textOf("Id").equals(request.query().orEmpty("id"))) {
            throw new S3Exception(
                    setting == BucketSetting.INVENTORY ? S3Error.IdMismatch : S3Error.MalformedXML,
                    "Document ID does not match the specified configuration ID.");
        }
        return Optional.of(kept.document());
    }

    private static String policy(String bucket, byte[] body) {
        try {
            if (body.length > LARGEST_POLICY) {
                throw new S3Exception(
                        S3Error.MalformedPolicy, "The policy has %,d bytes; 20 KB are allowed.".formatted(body.length));
            }
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            for (String resource :
                    PolicyDocument.read(text, PolicyDocument.Kind.RESOURCE).resources()) {
                boolean isOfBucket = resource.matches("arn:[a-z-]+:s3:::" + bucket.replace(".", "\\.") + "(/.*)?");
                if (!isOfBucket && !resource.contains("*") && !resource.contains("?") && !resource.contains("${")) {
                    throw new S3Exception(
                            S3Error.MalformedPolicy,
                            "Policy has invalid resource: %s is not arn:aws:s3:::%s, nor one of its objects."
                                    .formatted(resource, bucket));
                }
            }
            return text;
        } catch (PolicyDocument.MalformedException e) {
            throw new S3Exception(S3Error.MalformedPolicy, e.getMessage());
        } catch (CharacterCodingException e) {
            throw new S3Exception(S3Error.MalformedPolicy, "The policy is not UTF-8.");
        }
    }

    void delete(BucketSetting setting, S3Request request, ServerResponse response) {
        String bucket = request.bucketLocation().bucket();
        String name = nameOf(setting, request);
        if (setting.isMany() && !store.settings(bucket).containsKey(name)) {
            setting.requireDefault();
        }
        store.set(bucket, name, Optional.empty());
        Answers.empty(response, Status.NO_CONTENT_204);
    }

    void policyStatus(S3Request request, ServerResponse response) {
        String policy = store.settings(request.bucketLocation().bucket()).get(BucketSetting.POLICY.parameter());
        if (policy == null) {
            BucketSetting.POLICY.requireDefault();
            return;
        }
        boolean isPublic =
                PolicyDocument.read(policy, PolicyDocument.Kind.RESOURCE).isPublic();
        Answers.xml(response, "PolicyStatus", xml -> xml.text("IsPublic", isPublic));
    }
}
