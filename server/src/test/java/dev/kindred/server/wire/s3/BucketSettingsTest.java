package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The sub-resources of a bucket that are stored and returned, from their creation to their deletion.
class BucketSettingsTest {

    /// For each setting, a document and a part of it that must be returned.
    private static final Map<BucketSetting, String> DOCUMENTS = new EnumMap<>(BucketSetting.class);

    static {
        DOCUMENTS.put(BucketSetting.ACCELERATE, "<Status>Suspended</Status>");
        DOCUMENTS.put(
                BucketSetting.ACL,
                "<Owner><ID>me</ID></Owner><AccessControlList><Grant>"
                        + "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>you</ID></Grantee>"
                        + "<Permission>READ</Permission></Grant></AccessControlList>");
        DOCUMENTS.put(BucketSetting.ANALYTICS, "<Id>one</Id><StorageClassAnalysis></StorageClassAnalysis>");
        DOCUMENTS.put(
                BucketSetting.CORS,
                "<CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>https://shop.example</AllowedOrigin></CORSRule>");
        DOCUMENTS.put(
                BucketSetting.ENCRYPTION,
                "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm>"
                        + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>");
        DOCUMENTS.put(BucketSetting.INTELLIGENT_TIERING, "<Id>one</Id><Status>Enabled</Status>");
        DOCUMENTS.put(BucketSetting.INVENTORY, "<Id>one</Id><IsEnabled>true</IsEnabled>");
        DOCUMENTS.put(
                BucketSetting.LIFECYCLE,
                "<Rule><ID>old</ID><Filter></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>");
        DOCUMENTS.put(BucketSetting.LOGGING, "<LoggingEnabled><TargetBucket>logs</TargetBucket></LoggingEnabled>");
        DOCUMENTS.put(BucketSetting.METRICS, "<Id>one</Id>");
        DOCUMENTS.put(
                BucketSetting.NOTIFICATION,
                "<CloudFunctionConfiguration><Id>f</Id><CloudFunction>arn:aws:lambda:us-east-1:000000000000:function:f</CloudFunction>"
                        + "<Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration>");
        DOCUMENTS.put(BucketSetting.OBJECT_LOCK, "<ObjectLockEnabled>Enabled</ObjectLockEnabled>");
        DOCUMENTS.put(BucketSetting.OWNERSHIP_CONTROLS, "<Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>");
        DOCUMENTS.put(BucketSetting.POLICY, "{\"Version\": \"2012-10-17\", \"Statement\": []}");
        DOCUMENTS.put(
                BucketSetting.PUBLIC_ACCESS_BLOCK,
                "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>"
                        + "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets>");
        DOCUMENTS.put(
                BucketSetting.REPLICATION,
                "<Role>arn:aws:iam::000000000000:role/r</Role><Rule><Status>Enabled</Status>"
                        + "<Destination><Bucket>arn:aws:s3:::other</Bucket></Destination></Rule>");
        DOCUMENTS.put(BucketSetting.REQUEST_PAYMENT, "<Payer>Requester</Payer>");
        DOCUMENTS.put(BucketSetting.TAGGING, "<TagSet><Tag><Key>team</Key><Value>a + b</Value></Tag></TagSet>");
        DOCUMENTS.put(BucketSetting.VERSIONING, "<Status>Enabled</Status>");
        DOCUMENTS.put(BucketSetting.WEBSITE, "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>");
    }

    @TempDir
    Path folder;

    private LoopbackServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(folder);
        http = new RawHttp(server.port());
        http.exchange("PUT /data");
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    private void restart() throws IOException {
        stop();
        server = new LoopbackServer(folder);
        http = new RawHttp(server.port());
    }

    private static String documentOf(BucketSetting setting) {
        return Objects.requireNonNull(DOCUMENTS.get(setting), () -> setting + " has no document in this test");
    }

    private static String path(BucketSetting setting) {
        return "/data?" + setting.parameter() + (setting.isMany() ? "&id=one" : "");
    }

    private static String body(BucketSetting setting, String content) {
        return setting.root().isEmpty() ? content : "<%s>%s</%s>".formatted(setting.root(), content, setting.root());
    }

    private RawHttp.Answer put(BucketSetting setting, String content) throws IOException {
        return http.exchange("PUT " + path(setting), "", body(setting, content));
    }

    @ParameterizedTest
    @EnumSource(BucketSetting.class)
    void aSettingIsKeptAndToldUntilItIsDeletedOrTheBucketIs(BucketSetting setting) throws IOException {
        var before = http.exchange("GET " + path(setting));
        if (setting == BucketSetting.OBJECT_LOCK || setting == BucketSetting.REPLICATION) {
            put(BucketSetting.VERSIONING, "<Status>Enabled</Status>");
        }

        var put = put(setting, documentOf(setting));
        var told = http.exchange("GET " + path(setting));
        restart();
        var toldAgain = http.exchange("GET " + path(setting));
        var deleted = http.exchange("DELETE " + path(setting));
        var after = http.exchange("GET " + path(setting));

        assertThat(put.status()).as(put.body()).isIn(200, 204);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.body()).contains(documentOf(setting));
        assertThat(toldAgain.body()).isEqualTo(told.body());
        assertThat(deleted.status()).isEqualTo(setting.isDeletable() ? 204 : 405);
        if (setting.isDeletable()) {
            assertThat(withoutId(after)).isEqualTo(withoutId(before));
        } else {
            assertThat(after.body()).isEqualTo(told.body());
        }
        put(setting, documentOf(setting));
        http.exchange("DELETE /data");
        http.exchange("PUT /data");
        assertThat(withoutId(http.exchange("GET " + path(setting)))).isEqualTo(withoutId(before));
    }

    private static String withoutId(RawHttp.Answer answer) {
        return answer.status() + answer.body().replaceAll("<RequestId>[^<]*", "");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCELERATE, 200 AccelerateConfiguration",
        "ACL, 200 FULL_CONTROL",
        "ANALYTICS, 404 NoSuchConfiguration",
        "CORS, 404 NoSuchCORSConfiguration",
        "ENCRYPTION, 200 AES256",
        "INTELLIGENT_TIERING, 404 NoSuchConfiguration",
        "INVENTORY, 404 NoSuchConfiguration",
        "LIFECYCLE, 404 NoSuchLifecycleConfiguration",
        "LOGGING, 200 BucketLoggingStatus",
        "METRICS, 404 NoSuchConfiguration",
        "NOTIFICATION, 200 NotificationConfiguration",
        "OBJECT_LOCK, 404 ObjectLockConfigurationNotFoundError",
        "OWNERSHIP_CONTROLS, 404 OwnershipControlsNotFoundError",
        "POLICY, 404 NoSuchBucketPolicy",
        "PUBLIC_ACCESS_BLOCK, 404 NoSuchPublicAccessBlockConfiguration",
        "REPLICATION, 404 ReplicationConfigurationNotFoundError",
        "REQUEST_PAYMENT, 200 BucketOwner",
        "TAGGING, 404 NoSuchTagSet",
        "VERSIONING, 200 VersioningConfiguration",
        "WEBSITE, 404 NoSuchWebsiteConfiguration"
    })
    void aBucketWithoutASettingAnswersAsS3Does(BucketSetting setting, String expected) throws IOException {
        var answer = http.exchange("GET " + path(setting));
        var nowhere = http.exchange("GET " + path(setting).replace("/data", "/nowhere"));

        assertThat(answer.status()).isEqualTo(Integer.parseInt(expected.substring(0, 3)));
        assertThat(answer.body()).contains(expected.substring(4));
        assertThat(nowhere.body()).contains("<Code>NoSuchBucket</Code>");
    }

    @ParameterizedTest
    @EnumSource(BucketSetting.class)
    void aDocumentThatIsNoneIsRefused(BucketSetting setting) throws IOException {
        for (String body : new String[] {"", "no document", "<Other/>", "<" + setting.root() + ">"}) {
            var answer = http.exchange("PUT " + path(setting), "", body);

            assertThat(answer.status()).as(body).isEqualTo(400);
        }
        assertThat(http.exchange("POST " + path(setting)).status()).isEqualTo(405);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ACCELERATE          | <Status>On</Status> | MalformedXML
            ACL                 | <AccessControlList/> | MalformedACLError
            CORS                | <CORSRule><AllowedMethod>PATCH</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule> | InvalidRequest
            CORS                | <CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule> | MalformedXML
            ENCRYPTION          | <Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>rot13</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule> | MalformedXML
            INVENTORY           | <Id>two</Id> | IdMismatch
            LIFECYCLE           | <Rule><Filter/><Status>Enabled</Status></Rule> | InvalidRequest
            LIFECYCLE           | <Rule><Status>Enabled</Status><Expiration/></Rule> | MalformedXML
            NOTIFICATION        | <QueueConfiguration><Queue>arn</Queue></QueueConfiguration> | MalformedXML
            OBJECT_LOCK         | <ObjectLockEnabled>Enabled</ObjectLockEnabled> | InvalidBucketState
            OWNERSHIP_CONTROLS  | <Rule><ObjectOwnership>Mine</ObjectOwnership></Rule> | MalformedXML
            POLICY              | [] | MalformedPolicy
            POLICY              | {"Version": "2012-10-17"} | MalformedPolicy
            POLICY              | {"Statement": [{"Effect": "allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]} | MalformedPolicy
            POLICY              | {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]} | MalformedPolicy
            POLICY              | {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::other"}]} | MalformedPolicy
            PUBLIC_ACCESS_BLOCK | <BlockPublicAcls>perhaps</BlockPublicAcls> | MalformedXML
            REPLICATION         | <Role>r</Role><Rule><Status>Enabled</Status><Destination><Bucket>b</Bucket></Destination></Rule> | InvalidRequest
            REQUEST_PAYMENT     | <Payer>Nobody</Payer> | MalformedXML
            TAGGING             | <TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>a</Key><Value>2</Value></Tag></TagSet> | InvalidTag
            TAGGING             | <TagSet><Tag><Key>aws:a</Key><Value>1</Value></Tag></TagSet> | InvalidTag
            TAGGING             | <TagSet><Tag><Key>a</Key></Tag></TagSet> | MalformedXML
            VERSIONING          | <MfaDelete>Disabled</MfaDelete> | IllegalVersioningConfigurationException
            WEBSITE             | <ErrorDocument><Key>e</Key></ErrorDocument> | InvalidArgument
            """)
    void aDocumentThatS3WouldNotKeepIsRefused(BucketSetting setting, String content, String code) throws IOException {
        var answer = put(setting, content);

        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(http.exchange("GET " + path(setting)).body()).doesNotContain(content);
    }

    @Test
    void aPolicyHasAtMostTwentyKilobytes() throws IOException {
        var answer = put(BucketSetting.POLICY, "{\"Statement\": [], \"Id\": \"%s\"}".formatted("x".repeat(20_480)));

        assertThat(answer.body()).contains("<Code>MalformedPolicy</Code>", "20 KB");
    }

    @Test
    void aPolicyThatOpensABucketToEverybodyIsCalledPublic() throws IOException {
        assertThat(http.exchange("GET /data?policyStatus").body()).contains("<Code>NoSuchBucketPolicy</Code>");
        for (String principal :
                new String[] {"\"*\"", "{\"AWS\": [\"*\"]}", "{\"Service\": \"personalize.amazonaws.com\"}"}) {
            put(BucketSetting.POLICY, """
                    {"Statement": {"Effect": "Allow", "Principal": %s, "Action": "s3:GetObject",
                      "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]}}""".formatted(principal));

            assertThat(http.exchange("GET /data?policyStatus").body())
                    .contains("<IsPublic>" + principal.contains("*") + "</IsPublic>");
        }
    }

    @Test
    void configurationsThatABucketHasManyOfAreListedInPages() throws IOException {
        for (int i = 0; i < 120; i++) {
            String id = "c%03d".formatted(i);
            http.exchange(
                    "PUT /data?metrics&id=" + id,
                    "",
                    "<MetricsConfiguration><Id>" + id + "</Id></MetricsConfiguration>");
        }

        var first = http.exchange("GET /data?metrics").body();
        var second = http.exchange("GET /data?metrics&continuation-token=c099").body();

        assertThat(first).contains("<IsTruncated>true", "<NextContinuationToken>c099<", "<Id>c000<", "<Id>c099<");
        assertThat(second)
                .contains("<IsTruncated>false", "<Id>c100<", "<Id>c119<")
                .doesNotContain("<Id>c099<");
    }

    @Test
    void aBucketIsCreatedWithWhatItsRequestSays() throws IOException {
        var answer = http.exchange(
                "PUT /euro",
                "x-amz-bucket-object-lock-enabled: true\r\nx-amz-object-ownership: BucketOwnerEnforced\r\n",
                "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
                        + "<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></CreateBucketConfiguration>");
        restart();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(http.exchange("GET /euro?location").body()).contains(">eu-west-1</LocationConstraint>");
        assertThat(http.exchange("HEAD /euro").head()).containsIgnoringCase("x-amz-bucket-region: eu-west-1");
        assertThat(http.exchange("GET /euro?tagging").body()).contains("<Key>a</Key>");
        assertThat(http.exchange("GET /euro?versioning").body()).contains("Enabled");
        assertThat(http.exchange("GET /euro?object-lock").body()).contains("Enabled");
        assertThat(http.exchange("PUT /euro?acl", "x-amz-acl: public-read\r\n", "")
                        .body())
                .contains("<Code>AccessControlListNotSupported</Code>");
        assertThat(http.exchange("PUT /euro").body()).contains("<Code>BucketAlreadyOwnedByYou</Code>");
        assertThat(http.exchange("PUT /data").status()).isEqualTo(200);
        assertThat(http.exchange("GET /data?location").body()).doesNotContain("us-east-1");
    }

    @ParameterizedTest
    @CsvSource({"us-east-1", "nowhere", "EU-WEST-1"})
    void aLocationIsARegion(String constraint) throws IOException {
        var answer = http.exchange(
                "PUT /fresh",
                "",
                "<CreateBucketConfiguration><LocationConstraint>" + constraint
                        + "</LocationConstraint></CreateBucketConfiguration>");

        assertThat(answer.body()).contains("<Code>InvalidLocationConstraint</Code>");
    }

    @Test
    void damagedSettingsHarmTheirOwnBucketOnly() throws IOException {
        http.exchange("PUT /other");
        http.exchange("PUT /other?versioning", "", body(BucketSetting.VERSIONING, "<Status>Enabled</Status>"));
        put(BucketSetting.VERSIONING, "<Status>Enabled</Status>");
        http.exchange("PUT /data/k", "", "hello");
        Files.writeString(folder.resolve("buckets/data/settings.json"), "{\"version\":1,\"docum");
        Files.writeString(folder.resolve("buckets/data/bucket.json"), "");
        restart();

        assertThat(http.exchange("GET /data?versioning").status()).isEqualTo(500);
        assertThat(http.exchange("GET /data/k").body()).isEqualTo("hello");
        assertThat(http.exchange("GET /other?versioning").body()).contains("Enabled");
        http.exchange("DELETE /data/k");
        assertThat(http.exchange("DELETE /data").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, policy",
        "PUT, versioning",
        "DELETE, lifecycle",
        "GET, versions",
        "GET, location",
        "DELETE, policyStatus"
    })
    void whatOnlyABucketHasIsNoPartOfAKey(String method, String parameter) throws IOException {
        http.exchange("PUT /data/k", "", "hello");

        assertThat(http.exchange(method + " /data/k?" + parameter, "", "").body())
                .contains("<Code>InvalidRequest</Code>");
        assertThat(http.exchange("GET /data/k").body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({"/data, 403, AccessForbidden", "/data/k, 403, AccessForbidden", "/nowhere, 403, AccessForbidden"})
    void aPageOfAnotherSiteReachesNoBucketWhateverItsCorsConfiguration(String path, int status, String code)
            throws IOException {
        put(BucketSetting.CORS, documentOf(BucketSetting.CORS));

        var answer = http.exchange(
                "OPTIONS " + path, "Origin: https://shop.example\r\nAccess-Control-Request-Method: GET\r\n", "");
        var withoutOrigin = http.exchange("OPTIONS " + path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.head()).doesNotContainIgnoringCase("access-control-allow");
        assertThat(withoutOrigin.body()).contains("<Code>BadRequest</Code>");
    }

    @Test
    void aRequestForAnotherAccountsBucketIsDenied() throws IOException {
        assertThat(http.exchange("GET /data", "x-amz-expected-bucket-owner: 111111111111\r\n", "")
                        .body())
                .contains("<Code>AccessDenied</Code>");
        assertThat(http.exchange("GET /data", "x-amz-expected-bucket-owner: 000000000000\r\n", "")
                        .status())
                .isEqualTo(200);
    }
}
