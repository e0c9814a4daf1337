package dev.kindred.server.wire.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.wire.XmlWriter;
import java.net.URLEncoder;
import java.util.List;
import java.util.function.BiConsumer;

/// The XML forms of IAM's responses.
final class IamXml {

    private IamXml() {}

    /// The level of detail of an entity: lists omit some members.
    enum Detail {
        LISTED,
        WHOLE
    }

    static void role(XmlWriter xml, IamRole role, Detail detail) {
        var head = role.head();
        xml.text("Path", head.path())
                .text("RoleName", head.name())
                .text("RoleId", head.id())
                .text("Arn", role.arn())
                .text("CreateDate", head.created().toString())
                .text("AssumeRolePolicyDocument", encoded(role.trustPolicy()))
                .text("Description", head.description())
                .text("MaxSessionDuration", role.maxSessionSeconds());
        if (detail == Detail.LISTED) {
            return;
        }
        if (role.permissionsBoundary() != null) {
            xml.nest(
                    "PermissionsBoundary",
                    boundary -> boundary.text("PermissionsBoundaryType", "Policy")
                            .text("PermissionsBoundaryArn", role.permissionsBoundary()));
        }
        if (!head.tags().isEmpty()) {
            tags(xml, head.tags());
        }
    }

    /// @param roles all roles of the account, used to count the attachments of the policy
    static void policy(XmlWriter xml, IamPolicy policy, List<IamRole> roles, Detail detail) {
        var head = policy.head();
        xml.text("PolicyName", head.name())
                .text("PolicyId", head.id())
                .text("Arn", policy.arn())
                .text("Path", head.path())
                .text("DefaultVersionId", policy.defaultVersion());
        use(xml, policy.arn(), roles);
        xml.text("CreateDate", head.created().toString())
                .text("UpdateDate", policy.updated().toString());
        if (detail == Detail.WHOLE) {
            xml.text("Description", head.description());
            if (!head.tags().isEmpty()) {
                tags(xml, head.tags());
            }
        }
    }

    static void policy(XmlWriter xml, ManagedPolicies.Managed policy, List<IamRole> roles) {
        xml.text("PolicyName", policy.reference().name())
                .text("PolicyId", policy.id())
                .text("Arn", policy.reference().arn())
                .text("Path", policy.reference().path())
                .text("DefaultVersionId", policy.version());
        use(xml, policy.reference().arn(), roles);
        if (policy.created() != null && policy.updated() != null) {
            xml.text("CreateDate", policy.created().toString())
                    .text("UpdateDate", policy.updated().toString());
        }
    }

    private static void use(XmlWriter xml, String arn, List<IamRole> roles) {
        xml.text(
                        "AttachmentCount",
                        roles.stream()
                                .filter(role -> role.attachedPolicies().contains(arn))
                                .count())
                .text(
                        "PermissionsBoundaryUsageCount",
                        roles.stream()
                                .filter(role -> arn.equals(role.permissionsBoundary()))
                                .count())
                .text("IsAttachable", true);
    }

    static void version(XmlWriter xml, IamPolicy.Version version, boolean isDefault, Detail detail) {
        if (detail == Detail.WHOLE) {
            xml.text("Document", encoded(version.document()));
        }
        xml.text("VersionId", version.id())
                .text("IsDefaultVersion", isDefault)
                .text("CreateDate", version.created().toString());
    }

    static void tags(XmlWriter xml, List<Tag> tags) {
        members(xml, "Tags", tags, IamXml::tag);
    }

    private static void tag(XmlWriter xml, Tag tag) {
        xml.text("Key", tag.tagKey()).text("Value", tag.tagValue());
    }

    static <T> void members(XmlWriter xml, String name, List<T> entries, BiConsumer<XmlWriter, T> form) {
        xml.nest(name, list -> entries.forEach(entry -> list.nest("member", member -> form.accept(member, entry))));
    }

    /// Writes a page of a list.
    static <T> void page(XmlWriter xml, String name, Paging.Page<T> page, BiConsumer<XmlWriter, T> form) {
        xml.text("IsTruncated", page.nextToken() != null);
        members(xml, name, page.entries(), form);
        xml.text("Marker", page.nextToken());
    }

    static void page(XmlWriter xml, Paging.Page<Tag> page) {
        page(xml, "Tags", page, IamXml::tag);
    }

    /// Returns a policy percent-encoded as in RFC 3986, the form of IAM's responses.
    static String encoded(String policy) {
        return URLEncoder.encode(policy, UTF_8).replace("+", "%20").replace("*", "%2A");
    }
}
