package dev.kindred.server.wire.s3;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// S3's requirements on the documents of a bucket's sub-resources. Each method returns the document to store,
/// with S3's additions.
final class SettingRules {

    /// S3's quotas of a bucket.
    private static final int MOST_RULES = 1000;
    private static final int MOST_CORS_RULES = 100;
    private static final String[] SWITCH = {"Enabled", "Suspended"};
    private static final String[] ABLE = {"Enabled", "Disabled"};
    private static final List<String> BLOCKS =
            List.of("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets");
    private static final Set<String> LIFECYCLE_ACTIONS = Set.of(
            "Expiration",
            "Transition",
            "NoncurrentVersionTransition",
            "NoncurrentVersionExpiration",
            "AbortIncompleteMultipartUpload");
    private static final Set<String> NOTIFICATIONS =
            Set.of("TopicConfiguration", "QueueConfiguration", "CloudFunctionConfiguration");

    private SettingRules() {}

    static XmlElement accelerate(XmlElement document) {
        requireOneOf(document, "Status", SWITCH);
        return document;
    }

    static XmlElement versioning(XmlElement document) {
        if (document.child("Status").isEmpty()) {
            throw new S3Exception(
                    S3Error.IllegalVersioningConfigurationException, "The Versioning element must be specified");
        }
        requireOneOf(document, "Status", SWITCH);
        return document;
    }

    static XmlElement requestPayment(XmlElement document) {
        requireOneOf(document, "Payer", "BucketOwner", "Requester");
        return document;
    }

    static XmlElement publicAccessBlock(XmlElement document) {
        for (String block : BLOCKS) {
            if (document.child(block).isPresent()) {
                requireOneOf(document, block, "true", "false", "TRUE", "FALSE");
            }
        }
        return document.with(BLOCKS.stream()
                .map(block -> new XmlElement(
                        block, Boolean.toString(document.textOf(block).equalsIgnoreCase("true"))))
                .toList());
    }

    static XmlElement ownershipControls(XmlElement document) {
        var rule = requireOnly(document, "Rule");
        requireOneOf(rule, "ObjectOwnership", "BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced");
        return document;
    }

    static XmlElement encryption(XmlElement document) {
        var rule = requireOnly(document, "Rule");
        rule.child("ApplyServerSideEncryptionByDefault").ifPresent(byDefault -> {
            requireOneOf(byDefault, "SSEAlgorithm", "AES256", "aws:kms", "aws:kms:dsse");
            boolean hasKey = !byDefault.textOf("KMSMasterKeyID").isEmpty();
            if (hasKey && byDefault.textOf("SSEAlgorithm").equals("AES256")) {
                throw new S3Exception(
                        S3Error.InvalidArgument,
                        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
            }
        });
        return document.with(List.of(rule.withDefault(new XmlElement("BucketKeyEnabled", "false"))));
    }

    static XmlElement cors(XmlElement document) {
        for (var rule : requireSome(document, "CORSRule", MOST_CORS_RULES)) {
            requireSome(rule, "AllowedOrigin", MOST_RULES);
            for (var method : requireSome(rule, "AllowedMethod", MOST_RULES)) {
                if (!Set.of("GET", "PUT", "HEAD", "POST", "DELETE")
                        .contains(method.text().strip())) {
                    throw new S3Exception(
                            S3Error.InvalidRequest,
                            "Found unsupported HTTP method in CORS config. Unsupported method is "
                                    + method.text().strip());
                }
            }
        }
        return document;
    }

    static XmlElement lifecycle(XmlElement document) {
        var ids = new HashSet<String>();
        var rules = requireSome(document, "Rule", MOST_RULES).stream()
                .map(rule -> withId(rule, "ID"))
                .toList();
        for (var rule : rules) {
            requireOneOf(rule, "Status", ABLE);
            if (rule.child("Filter").isEmpty() && rule.child("Prefix").isEmpty()) {
                throw XmlElement.malformed("A <Rule> of a lifecycle holds a <Filter>, or a <Prefix>.");
            }
            if (rule.children().stream().noneMatch(child -> LIFECYCLE_ACTIONS.contains(child.name()))) {
                throw new S3Exception(S3Error.InvalidRequest, "At least one action needs to be specified in a rule");
            }
            if (rule.textOf("ID").length() > 255) {
                throw new S3Exception(S3Error.InvalidArgument, "ID length should not exceed allowed limit of 255");
            }
            if (!ids.add(rule.textOf("ID"))) {
                throw new S3Exception(
                        S3Error.InvalidArgument, "Rule ID must be unique. Found same ID for more than one rule");
            }
        }
        return document.with(rules);
    }

    static XmlElement notification(XmlElement document) {
        return document.with(document.children().stream()
                .map(each -> {
                    if (!NOTIFICATIONS.contains(each.name())) {
                        return each;
                    }
                    requireSome(each, "Event", MOST_RULES);
                    requireText(each, each.name().replace("Configuration", ""));
                    return withId(each, "Id");
                })
                .toList());
    }

    private static XmlElement withId(XmlElement rule, String name) {
        return rule.textOf(name).isEmpty()
                ? rule.with(Stream.concat(
                                Stream.of(new XmlElement(name, UUID.randomUUID().toString())),
                                rule.children().stream()
                                        .filter(child -> !child.name().equals(name)))
                        .toList())
                : rule;
    }

    static XmlElement logging(XmlElement document) {
        document.child("LoggingEnabled").ifPresent(enabled -> requireText(enabled, "TargetBucket"));
        return document;
    }

    static XmlElement website(XmlElement document) {
        var redirect = document.child("RedirectAllRequestsTo");
        if (redirect.isPresent()) {
            if (document.children().size() > 1) {
                throw new S3Exception(
                        S3Error.InvalidArgument,
                        "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.");
            }
            requireText(redirect.get(), "HostName");
            return document;
        }
        String suffix = document.child("IndexDocument")
                .map(index -> index.textOf("Suffix"))
                .orElse("");
        if (suffix.isEmpty() || suffix.contains("/")) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty, and hold no '/'.");
        }
        document.child("ErrorDocument").ifPresent(error -> requireText(error, "Key"));
        return document;
    }

    static XmlElement replication(XmlElement document) {
        requireText(document, "Role");
        for (var rule : requireSome(document, "Rule", MOST_RULES)) {
            requireOneOf(rule, "Status", ABLE);
            var destination = rule.child("Destination")
                    .orElseThrow(() -> XmlElement.malformed("A <Rule> of a replication holds a <Destination>."));
            requireText(destination, "Bucket");
        }
        return document;
    }

    static XmlElement objectLock(XmlElement document) {
        requireOneOf(document, "ObjectLockEnabled", "Enabled");
        document.child("Rule").ifPresent(rule -> {
            var retention = rule.child("DefaultRetention")
                    .orElseThrow(() -> XmlElement.malformed("A <Rule> of an object lock holds a <DefaultRetention>."));
            requireOneOf(retention, "Mode", "GOVERNANCE", "COMPLIANCE");
            if (retention.child("Days").isPresent() == retention.child("Years").isPresent()) {
                throw XmlElement.malformed("A <DefaultRetention> holds either <Days> or <Years>.");
            }
        });
        return document;
    }

    /// The rules of analytics, inventory, metrics and intelligent-tiering: a bucket has many of these
    /// configurations, by id.
    static XmlElement configuration(XmlElement document) {
        requireText(document, "Id");
        return document;
    }

    private static XmlElement requireOnly(XmlElement document, String name) {
        var all = document.children(name);
        if (all.size() != 1) {
            throw XmlElement.malformed("<%s> holds one <%s>.".formatted(document.name(), name));
        }
        return all.getFirst();
    }

    private static List<XmlElement> requireSome(XmlElement document, String name, int most) {
        var all = document.children(name);
        if (all.isEmpty() || all.size() > most) {
            throw XmlElement.malformed(
                    "<%s> holds 1 to %,d <%s>; it has %,d.".formatted(document.name(), most, name, all.size()));
        }
        return all;
    }

    private static void requireText(XmlElement document, String name) {
        require(document, name, text -> !text.isEmpty(), "a text");
    }

    private static void requireOneOf(XmlElement document, String name, String... allowed) {
        require(document, name, List.of(allowed)::contains, "one of " + List.of(allowed));
    }

    private static void require(XmlElement document, String name, Predicate<String> isLegal, String expected) {
        String text = document.textOf(name);
        if (!isLegal.test(text)) {
            throw XmlElement.malformed("<%s> needs a <%s> that is %s.".formatted(document.name(), name, expected));
        }
    }

    /// Refuses a setting that contradicts another setting of the bucket.
    ///
    /// @param documents the bucket's settings by name
    static void requireConsistent(BucketSetting setting, XmlElement document, Map<String, String> documents) {
        boolean isVersioned =
                documents.getOrDefault(BucketSetting.VERSIONING.parameter(), "").contains(">Enabled<");
        boolean isLocked = documents.containsKey(BucketSetting.OBJECT_LOCK.parameter());
        if (setting == BucketSetting.OBJECT_LOCK && !isVersioned) {
            throw new S3Exception(
                    S3Error.InvalidBucketState,
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }
        if (setting == BucketSetting.REPLICATION && !isVersioned) {
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        }
        if (setting == BucketSetting.VERSIONING
                && isLocked
                && !document.textOf("Status").equals("Enabled")) {
            throw new S3Exception(
                    S3Error.InvalidBucketState,
                    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
        }
    }
}
