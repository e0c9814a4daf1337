package dev.kindred.server.wire.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.wire.query.FormClient;
import dev.kindred.server.wire.s3.LoopbackServer;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityServiceTest {

    private static final String VERSION = "2010-05-08";
    private static final String ACCOUNT = "arn:aws:iam::" + LoopbackServer.ACCOUNT;
    private static final String TRUST =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"personalize.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
    private static final String POLICY =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}";
    private static final String OWN = ACCOUNT + ":policy/own";
    private static final String OF_AWS = "arn:aws:iam::aws:policy/service-role/AmazonPersonalizeFullAccess";

    @TempDir
    Path folder;

    private Catalog catalog;
    private LoopbackServer server;
    private FormClient iam;

    @BeforeEach
    void start() {
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        server = new LoopbackServer(folder.resolve("s3"), IdentityService.over(catalog, InstantSource.system()));
        iam = new FormClient(server.uri(), VERSION);
    }

    @AfterEach
    void stop() {
        iam.close();
        server.close();
        catalog.close();
    }

    private void restart() {
        stop();
        start();
    }

    /// Calls an action that must succeed, and returns the response without its request id.
    private String call(String action, String... fields) {
        var answer = iam.call(action, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("<ResponseMetadata>.*?</ResponseMetadata>", "");
    }

    private static String element(String name, String body) {
        return body.replaceAll("(?s).*<" + name + ">|</" + name + ">.*", "");
    }

    private static List<String> elements(String name, String body) {
        return Pattern.compile("<" + name + ">([^<]*)<")
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /// Creates a role `r` with a policy of its own, a policy of AWS's and an inline one, and a policy `own` in
    /// two versions.
    private void createAll() {
        call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);
        call("CreatePolicy", "PolicyName", "own", "PolicyDocument", POLICY);
        call("CreatePolicyVersion", "PolicyArn", OWN, "PolicyDocument", POLICY);
        call("AttachRolePolicy", "RoleName", "r", "PolicyArn", OWN);
        call("AttachRolePolicy", "RoleName", "r", "PolicyArn", OF_AWS);
        call("PutRolePolicy", "RoleName", "r", "PolicyName", "in", "PolicyDocument", POLICY);
    }

    @Test
    void aRoleIsKeptAndToldUntilItIsDeleted() {
        var created = call(
                "CreateRole",
                "RoleName",
                "PersonalizeRole",
                "Path",
                "/service/",
                "AssumeRolePolicyDocument",
                TRUST,
                "Description",
                "for imports",
                "MaxSessionDuration",
                "7200",
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "");
        restart();

        var told = call("GetRole", "RoleName", "PersonalizeRole");

        assertThat(element("Role", told).replace("<RoleLastUsed/>", "").replace("<RoleLastUsed></RoleLastUsed>", ""))
                .isEqualTo(element("Role", created));
        assertThat(told)
                .contains(
                        "<Arn>" + ACCOUNT + ":role/service/PersonalizeRole</Arn>",
                        "<Description>for imports</Description>",
                        "<MaxSessionDuration>7200</MaxSessionDuration>",
                        "<member><Key>team</Key>");
        assertThat(element("RoleId", told)).startsWith("AROA").hasSize(21);
        assertThat(URLDecoder.decode(element("AssumeRolePolicyDocument", told), UTF_8))
                .isEqualTo(TRUST);
        assertThat(element("AssumeRolePolicyDocument", told)).doesNotContain("+", " ", "\"");
        call("DeleteRole", "RoleName", "PersonalizeRole");
        assertThat(iam.call("GetRole", "RoleName", "PersonalizeRole").statusCode())
                .isEqualTo(404);
        assertThat(element(
                        "RoleId", call("CreateRole", "RoleName", "PersonalizeRole", "AssumeRolePolicyDocument", TRUST)))
                .isNotEqualTo(element("RoleId", created));
    }

    @Test
    void aRolesPoliciesAreKeptAndTold() {
        createAll();
        restart();

        assertThat(elements("PolicyArn", call("ListAttachedRolePolicies", "RoleName", "r")))
                .containsExactly(OWN, OF_AWS);
        assertThat(elements(
                        "PolicyArn", call("ListAttachedRolePolicies", "RoleName", "r", "PathPrefix", "/service-role/")))
                .containsExactly(OF_AWS);
        assertThat(call("ListRolePolicies", "RoleName", "r")).contains("<member>in</member>");
        assertThat(URLDecoder.decode(
                        element("PolicyDocument", call("GetRolePolicy", "RoleName", "r", "PolicyName", "in")), UTF_8))
                .isEqualTo(POLICY);
        call("DetachRolePolicy", "RoleName", "r", "PolicyArn", OWN);
        call("DeleteRolePolicy", "RoleName", "r", "PolicyName", "in");
        assertThat(elements("PolicyArn", call("ListAttachedRolePolicies", "RoleName", "r")))
                .containsExactly(OF_AWS);
        assertThat(call("ListRolePolicies", "RoleName", "r")).doesNotContain("<member>");
    }

    @Test
    void aPolicyAndItsVersionsAreKeptAndTold() {
        createAll();
        call("CreatePolicyVersion", "PolicyArn", OWN, "PolicyDocument", POLICY, "SetAsDefault", "true");
        call("DeletePolicyVersion", "PolicyArn", OWN, "VersionId", "v1");
        restart();

        assertThat(call("GetPolicy", "PolicyArn", OWN))
                .contains("<DefaultVersionId>v3<", "<AttachmentCount>1<", "<PolicyName>own<", "<Path>/<");
        assertThat(elements("VersionId", call("ListPolicyVersions", "PolicyArn", OWN)))
                .containsExactly("v3", "v2");
        assertThat(URLDecoder.decode(
                        element("Document", call("GetPolicyVersion", "PolicyArn", OWN, "VersionId", "v2")), UTF_8))
                .isEqualTo(POLICY);
        assertThat(call("ListEntitiesForPolicy", "PolicyArn", OWN)).contains("<RoleName>r</RoleName>");
        assertThat(call("ListEntitiesForPolicy", "PolicyArn", OWN, "EntityFilter", "User"))
                .doesNotContain("<RoleName>");
        call("SetDefaultPolicyVersion", "PolicyArn", OWN, "VersionId", "v2");
        call("DeletePolicyVersion", "PolicyArn", OWN, "VersionId", "v3");
        call("DetachRolePolicy", "RoleName", "r", "PolicyArn", OWN);
        call("DeletePolicy", "PolicyArn", OWN);
        assertThat(elements("Arn", call("ListPolicies", "Scope", "Local"))).isEmpty();
    }

    @Test
    void policiesOfAwsAreThere() {
        createAll();

        assertThat(call("GetPolicy", "PolicyArn", OF_AWS))
                .contains("<PolicyName>AmazonPersonalizeFullAccess<", "<Path>/service-role/<", "<AttachmentCount>1<");
        assertThat(URLDecoder.decode(
                        element("Document", call("GetPolicyVersion", "PolicyArn", OF_AWS, "VersionId", "v2")), UTF_8))
                .contains("personalize:*");
        call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/OfWhichNobodyKnows");
        assertThat(elements("PolicyName", call("ListPolicies", "Scope", "AWS")))
                .contains("AdministratorAccess", "AmazonS3FullAccess", "OfWhichNobodyKnows")
                .doesNotContain("own");
        assertThat(elements("PolicyName", call("ListPolicies", "OnlyAttached", "true")))
                .containsExactly("own", "OfWhichNobodyKnows", "AmazonPersonalizeFullAccess");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            CreateRole              | RoleName=R&AssumeRolePolicyDocument=TRUST                | 409 EntityAlreadyExists
            CreateRole              | RoleName=a b&AssumeRolePolicyDocument=TRUST              | 400 ValidationError
            CreateRole              | AssumeRolePolicyDocument=TRUST                           | 400 ValidationError
            CreateRole              | RoleName=n                                               | 400 ValidationError
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=TRUST&Path=no        | 400 ValidationError
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=TRUST&MaxSessionDuration=9 | 400 ValidationError
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=TRUST&MaxSessionDuration=x | 400 ValidationError
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=POLICY               | 400 MalformedPolicyDocument
            CreateRole              | RoleName=n&AssumeRolePolicyDocument={                    | 400 MalformedPolicyDocument
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=TRUST&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=A&Tags.member.2.Value=2 | 400 InvalidInput
            CreateRole              | RoleName=n&AssumeRolePolicyDocument=TRUST&PermissionsBoundary=ACCOUNT:policy/none | 404 NoSuchEntity
            GetRole                 | RoleName=none                                            | 404 NoSuchEntity
            UpdateAssumeRolePolicy  | RoleName=none&PolicyDocument=TRUST                       | 404 NoSuchEntity
            UpdateAssumeRolePolicy  | RoleName=r&PolicyDocument=POLICY                         | 400 MalformedPolicyDocument
            TagRole                 | RoleName=none&Tags.member.1.Key=a&Tags.member.1.Value=1  | 404 NoSuchEntity
            TagRole                 | RoleName=r&Tags.member.1.Key=aws:a&Tags.member.1.Value=1 | 400 InvalidInput
            DeleteRole              | RoleName=none                                            | 404 NoSuchEntity
            DeleteRole              | RoleName=r                                               | 409 DeleteConflict
            AttachRolePolicy        | RoleName=none&PolicyArn=OWN                              | 404 NoSuchEntity
            AttachRolePolicy        | RoleName=r&PolicyArn=ACCOUNT:policy/none                 | 404 NoSuchEntity
            AttachRolePolicy        | RoleName=r&PolicyArn=arn:aws:iam::111111111111:policy/own | 404 NoSuchEntity
            AttachRolePolicy        | RoleName=r&PolicyArn=arn:aws:s3:::something-else         | 400 InvalidInput
            DetachRolePolicy        | RoleName=r&PolicyArn=arn:aws:iam::aws:policy/AmazonS3FullAccess | 404 NoSuchEntity
            PutRolePolicy           | RoleName=r&PolicyName=p&PolicyDocument=TRUST             | 400 MalformedPolicyDocument
            PutRolePolicy           | RoleName=none&PolicyName=p&PolicyDocument=POLICY         | 404 NoSuchEntity
            GetRolePolicy           | RoleName=r&PolicyName=none                               | 404 NoSuchEntity
            DeleteRolePolicy        | RoleName=r&PolicyName=none                               | 404 NoSuchEntity
            CreatePolicy            | PolicyName=OwN&PolicyDocument=POLICY                     | 409 EntityAlreadyExists
            CreatePolicy            | PolicyName=n&PolicyDocument=TRUST                        | 400 MalformedPolicyDocument
            CreatePolicy            | PolicyName=n&PolicyDocument={"Statement": [{"Effect": "Allow", "Action": "s3:*"}]} | 400 MalformedPolicyDocument
            CreatePolicy            | PolicyName=n&PolicyDocument={"Version": "2020-01-01", "Statement": []} | 400 MalformedPolicyDocument
            GetPolicy               | PolicyArn=ACCOUNT:policy/none                            | 404 NoSuchEntity
            GetPolicy               | PolicyArn=short                                          | 400 ValidationError
            GetPolicyVersion        | PolicyArn=OWN&VersionId=v7                               | 404 NoSuchEntity
            GetPolicyVersion        | PolicyArn=OWN&VersionId=seven                            | 400 ValidationError
            DeletePolicyVersion     | PolicyArn=OWN&VersionId=v1                               | 409 DeleteConflict
            DeletePolicy            | PolicyArn=OWN                                            | 409 DeleteConflict
            DeletePolicy            | PolicyArn=arn:aws:iam::aws:policy/AmazonS3FullAccess     | 403 AccessDenied
            ListRoles               | MaxItems=0                                               | 400 ValidationError
            ListRoles               | Marker=none                                              | 400 ValidationError
            ListPolicies            | Scope=Some                                               | 400 ValidationError
            CreateServiceLinkedRole | AWSServiceName=personalize                               | 400 InvalidInput
            DeleteServiceLinkedRole | RoleName=r                                               | 404 NoSuchEntity
            GetUser                 | UserName=ann                                             | 404 NoSuchEntity
            CreateInstanceProfile   | InstanceProfileName=p                                    | 400 InvalidAction
            """)
    void whatCannotBeIsRefusedAsIamDoes(String action, String fields, String expected) {
        createAll();
        var form = new ArrayList<String>();
        for (String field : fields.split("&", -1)) {
            form.addAll(List.of(field.split("=", 2)));
        }
        form.replaceAll(text -> text.equals("TRUST") ? TRUST : text.equals("POLICY") ? POLICY : text);
        form.replaceAll(text -> text.replaceFirst("^OWN$", OWN).replace("ACCOUNT:", ACCOUNT + ":"));

        var answer = iam.call(action, form.toArray(String[]::new));

        assertThat(answer.statusCode() + " " + element("Code", answer.body())).isEqualTo(expected);
        assertThat(element("Message", answer.body())).isNotBlank();
    }

    @Test
    void quotasAreIams() {
        createAll();
        String long6 = POLICY.replace("s3:*", "s3:" + "x".repeat(6200));
        String long10 = POLICY.replace("s3:*", "s3:" + "x".repeat(10_300));
        String trust = TRUST.replace("personalize", "p".repeat(2100));

        assertThat(iam.call("CreatePolicy", "PolicyName", "n", "PolicyDocument", long6)
                        .body())
                .contains("<Code>LimitExceeded</Code>");
        assertThat(iam.call("PutRolePolicy", "RoleName", "r", "PolicyName", "n", "PolicyDocument", long10)
                        .body())
                .contains("<Code>LimitExceeded</Code>");
        assertThat(iam.call("CreateRole", "RoleName", "n", "AssumeRolePolicyDocument", trust)
                        .body())
                .contains("<Code>LimitExceeded</Code>");
        for (int version = 3; version <= 5; version++) {
            call("CreatePolicyVersion", "PolicyArn", OWN, "PolicyDocument", POLICY);
        }
        assertThat(iam.call("CreatePolicyVersion", "PolicyArn", OWN, "PolicyDocument", POLICY)
                        .body())
                .contains("<Code>LimitExceeded</Code>");
        call("CreatePolicy", "PolicyName", "blanks", "PolicyDocument", POLICY.replace(" ", " ".repeat(800)));
    }

    @Test
    void listsArePagedAndTheirMarkersAreTheirs() {
        for (int i = 0; i < 7; i++) {
            call("CreateRole", "RoleName", "r" + i, "AssumeRolePolicyDocument", TRUST, "Path", i < 5 ? "/a/" : "/b/");
        }

        var names = new ArrayList<String>();
        String page = call("ListRoles", "MaxItems", "2");
        names.addAll(elements("RoleName", page));
        while (page.contains("<IsTruncated>true")) {
            page = call("ListRoles", "MaxItems", "2", "Marker", element("Marker", page));
            names.addAll(elements("RoleName", page));
        }

        assertThat(names).containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
        assertThat(elements("RoleName", call("ListRoles", "PathPrefix", "/b/"))).containsExactly("r5", "r6");
        String marker = element("Marker", call("ListRoles", "MaxItems", "2"));
        assertThat(iam.call("ListRoles", "PathPrefix", "/b/", "Marker", marker).body())
                .contains("<Code>ValidationError</Code>", "Invalid Marker");
    }

    @Test
    void rolesAreChangedAndTagged() {
        createAll();

        call("UpdateRole", "RoleName", "r", "Description", "other", "MaxSessionDuration", "3600");
        call("TagRole", "RoleName", "r", "Tags.member.1.Key", "a", "Tags.member.1.Value", "1");
        call(
                "TagRole",
                "RoleName",
                "r",
                "Tags.member.1.Key",
                "A",
                "Tags.member.1.Value",
                "2",
                "Tags.member.2.Key",
                "b",
                "Tags.member.2.Value",
                "3");
        call("UntagRole", "RoleName", "r", "TagKeys.member.1", "b", "TagKeys.member.2", "never");
        call("TagPolicy", "PolicyArn", OWN, "Tags.member.1.Key", "p", "Tags.member.1.Value", "q");
        call("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", OWN);

        assertThat(call("GetRole", "RoleName", "r"))
                .contains("<Description>other<", "<PermissionsBoundaryArn>" + OWN + "<");
        assertThat(elements("Value", call("ListRoleTags", "RoleName", "r"))).containsExactly("2");
        assertThat(elements("Value", call("ListPolicyTags", "PolicyArn", OWN))).containsExactly("q");
        assertThat(call("GetPolicy", "PolicyArn", OWN)).contains("<PermissionsBoundaryUsageCount>1<");
        assertThat(call("ListInstanceProfilesForRole", "RoleName", "r")).doesNotContain("<member>");
        call("DeleteRolePermissionsBoundary", "RoleName", "r");
        assertThat(call("GetRole", "RoleName", "r")).doesNotContain("PermissionsBoundary");
    }

    @Test
    void aServicesRoleIsChangedByNobodyElse() {
        var created = call("CreateServiceLinkedRole", "AWSServiceName", "personalize.amazonaws.com");

        assertThat(element("Arn", created))
                .isEqualTo(ACCOUNT + ":role/aws-service-role/personalize.amazonaws.com/AWSServiceRoleForPersonalize");
        assertThat(iam.call("DeleteRole", "RoleName", "AWSServiceRoleForPersonalize")
                        .body())
                .contains("<Code>UnmodifiableEntity</Code>");
        assertThat(iam.call("CreateServiceLinkedRole", "AWSServiceName", "personalize.amazonaws.com")
                        .body())
                .contains("<Code>InvalidInput</Code>");
        var task =
                element("DeletionTaskId", call("DeleteServiceLinkedRole", "RoleName", "AWSServiceRoleForPersonalize"));
        assertThat(call("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", task))
                .contains("SUCCEEDED");
        assertThat(iam.call("GetRole", "RoleName", "AWSServiceRoleForPersonalize")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAccountHasRolesOfItsOwnInEachPartition() {
        String signed = "AWS4-HMAC-SHA256 Credential=t/20260101/%s/iam/aws4_request, SignedHeaders=host";
        call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);

        try (var frankfurt = new FormClient(server.uri(), VERSION, "Authorization", signed.formatted("eu-central-1"));
                var china = new FormClient(server.uri(), VERSION, "Authorization", signed.formatted("cn-north-1"))) {
            assertThat(frankfurt.call("GetRole", "RoleName", "r").statusCode()).isEqualTo(200);
            assertThat(china.call("GetRole", "RoleName", "r").statusCode()).isEqualTo(404);
            assertThat(china.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST)
                            .body())
                    .contains("<Arn>arn:aws-cn:iam::000000000000:role/r</Arn>");
        }
    }

    @Test
    void changesAtTheSameTimeAreAllKept() throws Exception {
        createAll();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 16; i++) {
                String policy = "arn:aws:iam::aws:policy/P" + i;
                tasks.add(() -> iam.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", policy)
                        .statusCode());
            }
            for (var status : threads.invokeAll(tasks)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        assertThat(elements("PolicyArn", call("ListAttachedRolePolicies", "RoleName", "r")))
                .hasSize(18);
    }
}
