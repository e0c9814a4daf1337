package dev.kindred.server.wire.s3;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The sub-resources of a bucket that are stored and returned as documents. This is the one table of their
/// names, roots, defaults and operations. None of them is enforced.
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

    /// The operations on a setting beside Put and Get.
    private enum Can {
        /// None: it can only be replaced.
        STAY,
        /// It can be deleted.
        GO,
        /// It can be deleted; a bucket has many, each with an id, and they can be listed.
        BE_MANY
    }

    /// The response if the bucket has no such setting.
    ///
    /// @param error or null if there is a default document
    /// @param sentence the error's message
    /// @param content the content of the default document
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

    /// Returns the setting that a request's query names, if any.
    static Optional<BucketSetting> find(Query query) {
        return Arrays.stream(values())
                .filter(setting -> query.has(setting.parameter))
                .findFirst();
    }

    /// Whether a parameter of a query names a setting.
    static boolean isNamed(String parameter) {
        return Arrays.stream(values()).anyMatch(setting -> setting.parameter.equals(parameter));
    }

    /// Returns the parameter that names the setting in a query.
    String parameter() {
        return parameter;
    }

    /// Returns the root element of its document.
    String root() {
        return root;
    }

    boolean isDeletable() {
        return can != Can.STAY;
    }

    /// Whether a bucket has many of them, by id.
    boolean isMany() {
        return can == Can.BE_MANY;
    }

    /// Returns the document in the form in which it is stored.
    XmlElement accept(XmlElement document) {
        return rules.apply(document);
    }

    /// Returns the default document.
    ///
    /// @throws S3Exception if the setting has no default
    String requireDefault() {
        if (missing.error() != null) {
            throw new S3Exception(missing.error(), missing.sentence());
        }
        return new XmlElement(root, missing.content()).document();
    }
}
