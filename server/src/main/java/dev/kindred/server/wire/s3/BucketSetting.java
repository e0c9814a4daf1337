package dev.kindred.server.wire.s3;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The sub-resources of a bucket that are kept as the documents they are put as and told again: the one table of what
/// each is called, holds, answers where there is none, and lets be done to it. None of them is enforced.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html">Bucket configuration
/// options</a>
@SuppressWarnings("ImmutableEnumChecker") // the rules are functions without state
enum BucketSetting {
    ACCELERATE("accelerate", "AccelerateConfiguration", SettingRules::accelerate, Missing.empty(), Can.STAY),
    ACL("acl", AccessControl.ROOT, Missing.empty(), Can.STAY),
    ANALYTICS("analytics", "AnalyticsConfiguration", SettingRules::configuration, Missing.configuration(), Can.BE_MANY),
    CORS(
            "cors",
            "CORSConfiguration",
            SettingRules::cors,
            Missing.error(S3Error.NoSuchCORSConfiguration, "The CORS configuration does not exist"),
            Can.GO),
    ENCRYPTION(
            "encryption",
            "ServerSideEncryptionConfiguration",
            SettingRules::encryption,
            Missing.answer(new XmlElement(
                    "Rule",
                    List.of(
                            new XmlElement(
                                    "ApplyServerSideEncryptionByDefault",
                                    List.of(new XmlElement("SSEAlgorithm", "AES256"))),
                            new XmlElement("BucketKeyEnabled", "false")))),
            Can.GO),
    INTELLIGENT_TIERING(
            "intelligent-tiering",
            "IntelligentTieringConfiguration",
            SettingRules::configuration,
            Missing.configuration(),
            Can.BE_MANY),
    INVENTORY("inventory", "InventoryConfiguration", SettingRules::configuration, Missing.configuration(), Can.BE_MANY),
    LIFECYCLE(
            "lifecycle",
            "LifecycleConfiguration",
            SettingRules::lifecycle,
            Missing.error(S3Error.NoSuchLifecycleConfiguration, "The lifecycle configuration does not exist"),
            Can.GO),
    LOGGING("logging", "BucketLoggingStatus", SettingRules::logging, Missing.empty(), Can.STAY),
    METRICS("metrics", "MetricsConfiguration", SettingRules::configuration, Missing.configuration(), Can.BE_MANY),
    NOTIFICATION("notification", "NotificationConfiguration", SettingRules::notification, Missing.empty(), Can.STAY),
    OBJECT_LOCK(
            "object-lock",
            "ObjectLockConfiguration",
            SettingRules::objectLock,
            Missing.error(
                    S3Error.ObjectLockConfigurationNotFoundError,
                    "Object Lock configuration does not exist for this bucket"),
            Can.STAY),
    OWNERSHIP_CONTROLS(
            "ownershipControls",
            "OwnershipControls",
            SettingRules::ownershipControls,
            Missing.error(S3Error.OwnershipControlsNotFoundError, "The bucket ownership controls were not found"),
            Can.GO),
    POLICY("policy", "", Missing.error(S3Error.NoSuchBucketPolicy, "The bucket policy does not exist"), Can.GO),
    PUBLIC_ACCESS_BLOCK(
            "publicAccessBlock",
            "PublicAccessBlockConfiguration",
            SettingRules::publicAccessBlock,
            Missing.error(
                    S3Error.NoSuchPublicAccessBlockConfiguration,
                    "The public access block configuration was not found"),
            Can.GO),
    REPLICATION(
            "replication",
            "ReplicationConfiguration",
            SettingRules::replication,
            Missing.error(S3Error.ReplicationConfigurationNotFoundError, "The replication configuration was not found"),
            Can.GO),
    REQUEST_PAYMENT(
            "requestPayment",
            "RequestPaymentConfiguration",
            SettingRules::requestPayment,
            Missing.answer(new XmlElement("Payer", "BucketOwner")),
            Can.STAY),
    TAGGING("tagging", Tags.ROOT, Missing.error(S3Error.NoSuchTagSet, "The TagSet does not exist"), Can.GO),
    VERSIONING("versioning", "VersioningConfiguration", SettingRules::versioning, Missing.empty(), Can.STAY),
    WEBSITE(
            "website",
            "WebsiteConfiguration",
            SettingRules::website,
            Missing.error(
                    S3Error.NoSuchWebsiteConfiguration, "The specified bucket does not have a website configuration"),
            Can.GO);

    /// What can be done to a setting beside putting and getting it.
    private enum Can {
        /// Nothing: it is only ever replaced.
        STAY,
        /// It can be deleted.
        GO,
        /// It can be deleted; there are many, each with an id, and they can be listed.
        BE_MANY
    }

    /// What is answered where there is no such setting.
    ///
    /// @param error or null if there is a document for it
    /// @param sentence that of the error
    /// @param content what is in the document
    record Missing(@Nullable S3Error error, String sentence, List<XmlElement> content) {

        private static Missing error(S3Error error, String sentence) {
            return new Missing(error, sentence, List.of());
        }

        private static Missing configuration() {
            return error(S3Error.NoSuchConfiguration, "The specified configuration does not exist.");
        }

        private static Missing answer(XmlElement content) {
            return new Missing(null, "", List.of(content));
        }

        private static Missing empty() {
            return new Missing(null, "", List.of());
        }
    }

    private final String parameter;
    private final String root;
    private final UnaryOperator<XmlElement> rules;
    private final Missing missing;
    private final Can can;

    BucketSetting(String parameter, String root, Missing missing, Can can) {
        this(parameter, root, UnaryOperator.identity(), missing, can);
    }

    BucketSetting(String parameter, String root, UnaryOperator<XmlElement> rules, Missing missing, Can can) {
        this.parameter = parameter;
        this.root = root;
        this.rules = rules;
        this.missing = missing;
        this.can = can;
    }

    /// Returns the setting that a request's query names, if it names one.
    static Optional<BucketSetting> find(Query query) {
        return Arrays.stream(values())
                .filter(setting -> query.has(setting.parameter))
                .findFirst();
    }

    /// Whether a query's parameter names a setting.
    static boolean isNamed(String parameter) {
        return Arrays.stream(values()).anyMatch(setting -> setting.parameter.equals(parameter));
    }

    /// What the setting is called in a request's query.
    String parameter() {
        return parameter;
    }

    /// The root of its document.
    String root() {
        return root;
    }

    boolean isDeletable() {
        return can != Can.STAY;
    }

    /// Whether a bucket has many of them, by their ids.
    boolean isMany() {
        return can == Can.BE_MANY;
    }

    /// Returns the document as it is to be kept.
    XmlElement accept(XmlElement document) {
        return rules.apply(document);
    }

    /// Returns the document of a bucket that has no such setting.
    ///
    /// @throws S3Exception if that is an error
    String requireDefault() {
        if (missing.error() != null) {
            throw new S3Exception(missing.error(), missing.sentence());
        }
        return new XmlElement(root, missing.content()).document();
    }
}
