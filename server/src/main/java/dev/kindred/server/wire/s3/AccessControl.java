package dev.kindred.server.wire.s3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The access control lists of buckets and objects, in S3's form `AccessControlPolicy`. They are stored and
/// returned, and not enforced.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">Access control list
/// overview</a>
final class AccessControl {

    static final String ROOT = "AccessControlPolicy";

    private static final String GROUPS = "http://acs.amazonaws.com/groups/";
    private static final String EVERYBODY = GROUPS + "global/AllUsers";
    private static final String AUTHENTICATED = GROUPS + "global/AuthenticatedUsers";
    private static final String LOG_DELIVERY = GROUPS + "s3/LogDelivery";
    private static final Set<String> PERMISSIONS = Set.of("FULL_CONTROL", "READ", "READ_ACP", "WRITE", "WRITE_ACP");

    /// The canned lists, by the grants beside the owner's full control.
    private static final Map<String, List<Grant>> CANNED = Map.of(
            "private", List.of(),
            "public-read", List.of(new Grant("READ", "uri", EVERYBODY)),
            "public-read-write", List.of(new Grant("READ", "uri", EVERYBODY), new Grant("WRITE", "uri", EVERYBODY)),
            "authenticated-read", List.of(new Grant("READ", "uri", AUTHENTICATED)),
            "aws-exec-read", List.of(),
            "bucket-owner-read", List.of(),
            "bucket-owner-full-control", List.of(),
            "log-delivery-write",
                    List.of(new Grant("WRITE", "uri", LOG_DELIVERY), new Grant("READ_ACP", "uri", LOG_DELIVERY)));

    private static final Map<String, String> GRANT_HEADERS = new LinkedHashMap<>();

    static {
        GRANT_HEADERS.put("x-amz-grant-full-control", "FULL_CONTROL");
        GRANT_HEADERS.put("x-amz-grant-read", "READ");
        GRANT_HEADERS.put("x-amz-grant-read-acp", "READ_ACP");
        GRANT_HEADERS.put("x-amz-grant-write", "WRITE");
        GRANT_HEADERS.put("x-amz-grant-write-acp", "WRITE_ACP");
    }

    private static final Pattern GRANTEE = Pattern.compile("\\s*(id|uri|emailAddress)\\s*=\\s*\"?([^\",]+)\"?\\s*");

    private final String ownerId;

    AccessControl(String ownerId) {
        this.ownerId = ownerId;
    }

    /// A permission and its grantee.
    ///
    /// @param form the member that names the grantee: `id`, `uri` or `emailAddress`
    private record Grant(String permission, String form, String grantee) {

        XmlElement element() {
            var named = switch (form) {
                case "uri" -> new XmlElement("Grantee", "Group", "", List.of(new XmlElement("URI", grantee)));
                case "emailAddress" ->
                    new XmlElement(
                            "Grantee", "AmazonCustomerByEmail", "", List.of(new XmlElement("EmailAddress", grantee)));
                default -> new XmlElement("Grantee", "CanonicalUser", "", person(grantee));
            };
            return new XmlElement("Grant", List.of(named, new XmlElement("Permission", permission)));
        }
    }

    private static List<XmlElement> person(String id) {
        return List.of(new XmlElement("ID", id), new XmlElement("DisplayName", id));
    }

    /// Returns the default list: full control for the owner.
    String ownersOnly() {
        return policy(List.of());
    }

    private String policy(List<Grant> others) {
        var grants = new ArrayList<XmlElement>();
        grants.add(new Grant("FULL_CONTROL", "id", ownerId).element());
        others.forEach(grant -> grants.add(grant.element()));
        return policyOf(grants);
    }

    private String policyOf(List<XmlElement> grants) {
        return new XmlElement(
                        ROOT,
                        List.of(new XmlElement("Owner", person(ownerId)), new XmlElement("AccessControlList", grants)))
                .document();
    }

    /// Returns the list of a request's headers `x-amz-acl` or `x-amz-grant-…`; empty without them.
    Optional<String> ofHeaders(S3Request request) {
        String canned = request.header("x-amz-acl");
        var granted = new ArrayList<XmlElement>();
        GRANT_HEADERS.forEach((header, permission) -> {
            String grantees = request.header(header);
            if (grantees != null) {
                for (String grantee : grantees.split(",", -1)) {
                    granted.add(grant(header, permission, grantee).element());
                }
            }
        });
        if (canned != null && !granted.isEmpty()) {
            throw new S3Exception(
                    S3Error.InvalidRequest, "Specifying both Canned ACLs and Header Grants is not allowed.");
        }
        if (canned != null) {
            var grants = CANNED.get(canned);
            if (grants == null) {
                throw new S3Exception(
                        S3Error.InvalidArgument,
                        "The x-amz-acl '%s' is none of %s."
                                .formatted(
                                        canned,
                                        CANNED.keySet().stream().sorted().toList()));
            }
            return Optional.of(policy(grants));
        }
        return granted.isEmpty() ? Optional.empty() : Optional.of(policyOf(granted));
    }

    private static Grant grant(String header, String permission, String grantee) {
        var form = GRANTEE.matcher(grantee);
        if (!form.matches()) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "Argument format not recognized: %s takes id=\"…\", uri=\"…\" or emailAddress=\"…\", separated by commas."
                            .formatted(header));
        }
        return new Grant(permission, form.group(1), form.group(2));
    }

    /// Returns the list that a request puts by its headers or its body.
    String ofRequest(S3Request request, byte[] body) {
        var fromHeaders = ofHeaders(request);
        if (fromHeaders.isPresent()) {
            if (body.length > 0) {
                throw new S3Exception(
                        S3Error.UnexpectedContent, "This request does not support content: its headers give the ACL.");
            }
            return fromHeaders.get();
        }
        if (body.length == 0) {
            throw new S3Exception(
                    S3Error.MissingSecurityHeader,
                    "Your request was missing a required header: x-amz-acl, an x-amz-grant- header, or a body.");
        }
        var policy = XmlElement.read(body, ROOT);
        var grants = policy.child("AccessControlList");
        if (grants.isEmpty()
                || policy.child("Owner")
                        .map(owner -> owner.textOf("ID"))
                        .orElse("")
                        .isEmpty()) {
            throw malformed("It holds an <Owner> with an <ID>, and an <AccessControlList>.");
        }
        grants.get().children().forEach(AccessControl::requireGrant);
        return policy.document();
    }

    private static void requireGrant(XmlElement grant) {
        var grantee = grant.child("Grantee");
        if (grantee.isEmpty()
                || grantee.get().type() == null
                || grantee.get().children().isEmpty()) {
            throw malformed("A <Grant> holds a <Grantee> with an xsi:type.");
        }
        if (!PERMISSIONS.contains(grant.textOf("Permission"))) {
            throw malformed("The <Permission> of a <Grant> is one of %s."
                    .formatted(PERMISSIONS.stream().sorted().toList()));
        }
    }

    private static S3Exception malformed(String detail) {
        return new S3Exception(
                S3Error.MalformedACLError,
                "The ACL that you provided was not well formed or did not validate against our published schema. "
                        + detail);
    }

    /// Refuses a list with grants to others if the bucket's ownership controls disable lists.
    void requireAllowed(String policy, Map<String, String> bucketSettings) {
        boolean isEnforced = bucketSettings
                .getOrDefault(BucketSetting.OWNERSHIP_CONTROLS.parameter(), "")
                .contains(">BucketOwnerEnforced<");
        if (isEnforced && !policy.equals(ownersOnly())) {
            throw new S3Exception(
                    S3Error.AccessControlListNotSupported,
                    "The bucket does not allow ACLs: its ownership controls say BucketOwnerEnforced.");
        }
    }
}
