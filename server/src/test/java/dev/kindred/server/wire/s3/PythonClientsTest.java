package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The endpoint through boto3 and the AWS CLI.
///
/// Slow: each command starts Python.
class PythonClientsTest {

    @TempDir
    Path folder;

    private LoopbackServer server;
    private ClientProgram client;

    @BeforeEach
    void start() {
        server = new LoopbackServer(folder.resolve("store"));
        client = new ClientProgram(folder, server.uri().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void boto3MovesListsAndRemovesObjects() throws Exception {
        ClientProgram.assume("boto3", "python3", "-c", "import boto3");
        Path script = Files.writeString(folder.resolve("check.py"), """
                import boto3, io, os
                from botocore.exceptions import ClientError
                s3 = boto3.client("s3")
                s3.create_bucket(Bucket="data")
                s3.put_object(Bucket="data", Key="a/é b.csv", Body=b"USER_ID\\n1\\n", ContentType="text/csv", Metadata={"k": "v"})
                answer = s3.get_object(Bucket="data", Key="a/é b.csv")
                assert answer["Body"].read() == b"USER_ID\\n1\\n"
                assert answer["ContentType"] == "text/csv" and answer["Metadata"] == {"k": "v"}, answer
                head = s3.head_object(Bucket="data", Key="a/é b.csv", ChecksumMode="ENABLED")
                assert head["ChecksumCRC32"], head
                big = os.urandom(9 * 1024 * 1024)
                s3.upload_fileobj(io.BytesIO(big), "data", "big")
                back = io.BytesIO()
                s3.download_fileobj("data", "big", back)
                assert back.getvalue() == big
                for algorithm in ("SHA256", "SHA1", "CRC32"):
                    s3.put_object(Bucket="data", Key="sum", Body=b"hello", ChecksumAlgorithm=algorithm)
                url = s3.generate_presigned_url("get_object", Params={"Bucket": "data", "Key": "sum"})
                import urllib.request
                assert urllib.request.urlopen(url).read() == b"hello"
                keys = [o["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="data", PaginationConfig={"PageSize": 1}) for o in page["Contents"]]
                assert keys == ["a/é b.csv", "big", "sum"], keys
                try:
                    s3.get_object(Bucket="data", Key="none")
                    raise AssertionError("found what is not there")
                except ClientError as e:
                    assert e.response["Error"]["Code"] == "NoSuchKey", e
                s3.copy({"Bucket": "data", "Key": "big"}, "data", "copy")
                assert s3.head_object(Bucket="data", Key="copy")["ContentLength"] == len(big)
                boto3.resource("s3").Bucket("data").object_versions.filter(Prefix="a/").delete()
                assert [o.key for o in boto3.resource("s3").Bucket("data").objects.all()] == ["big", "copy", "sum"]
                boto3.resource("s3").Bucket("data").objects.all().delete()
                s3.delete_bucket(Bucket="data")
                identity = boto3.client("sts").get_caller_identity()
                assert identity["Account"] == "000000000000" and identity["Arn"].startswith("arn:aws:iam::000000000000:"), identity
                try:
                    boto3.client("sts").get_federation_token(Name="me")
                    raise AssertionError("an action that is not there")
                except ClientError as e:
                    assert e.response["Error"]["Code"] == "InvalidAction", e
                print("all of it")
                """);

        assertThat(client.run("python3", script.toString())).contains("all of it");
    }

    @Test
    void theAwsCliCopiesSynchronizesListsAndRemoves() throws Exception {
        ClientProgram.assume("the AWS CLI", "aws", "--version");
        Path local = Files.createDirectories(folder.resolve("local/sub"));
        Files.writeString(local.resolveSibling("a.csv"), "a");
        Files.writeString(local.resolve("b é.csv"), "b");
        var big = new byte[9 * 1024 * 1024];
        new Random(5).nextBytes(big);
        Files.write(folder.resolve("big.bin"), big);

        client.run("aws", "s3", "mb", "s3://data");
        client.run("aws", "s3", "cp", "big.bin", "s3://data/big.bin");
        client.run("aws", "s3", "sync", "local", "s3://data/in/");
        assertThat(client.run("aws", "s3", "ls", "s3://data/in/")).contains("PRE sub/", "1 a.csv");
        client.run("aws", "s3", "sync", "s3://data/in/", "back");
        client.run("aws", "s3", "cp", "s3://data/big.bin", "big.back");
        client.run("aws", "s3", "sync", "--delete", "local", "s3://data/");
        assertThat(client.run("aws", "s3", "ls", "--recursive", "s3://data/"))
                .contains("a.csv", "sub/b é.csv")
                .doesNotContain("in/", "big.bin");
        client.run("aws", "s3", "rb", "--force", "s3://data");

        assertThat(folder.resolve("back/sub/b é.csv")).hasContent("b");
        assertThat(Files.mismatch(folder.resolve("big.bin"), folder.resolve("big.back")))
                .isEqualTo(-1);
        assertThat(server.store().buckets()).isEmpty();
    }

    @Test
    void theServerItselfIsReachedOverOneConnectionManyTimes() throws IOException {
        try (var http = new RawHttp(server.port())) {
            for (int i = 0; i < 50; i++) {
                assertThat(http.exchange("GET /").status()).isEqualTo(200);
            }
        }
    }
}
