package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import dev.kindred.server.storage.ObjectKeys;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// XML documents, keys, queries and framings of S3 that are almost valid.
///
/// Slow: several hundred thousand inputs.
class S3FuzzTest {

    private static final int DOCUMENTS = 60_000;
    private static final int KEYS = 150_000;
    private static final int FRAMINGS = 100_000;

    private static final List<String> XML = List.of(
            "<Delete><Object><Key>a</Key></Object></Delete>",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&a;</Key></Object></Delete>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Delete/>",
            "<Delete xmlns=\"urn:x\"><Object><Key><![CDATA[a]]></Key></Object></Delete>",
            "<Delete><!-- c --><?pi x?><Quiet>true</Quiet></Delete>",
            "<Delete>" + "<a>".repeat(30) + "</a>".repeat(30) + "</Delete>",
            "<Delete a=\"1\" b='2' c=\"&lt;\"/>",
            "<Delete><Object><Key>&#0;&#xD800;&#65;</Key></Object></Delete>");
    private static final List<String> FRAMED = List.of(
            "5;chunk-signature=" + "0".repeat(64) + "\r\nhello\r\n0\r\n\r\n",
            "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n",
            "0\r\n\r\n");

    private static String damaged(Random random, List<String> from) {
        var hostile = new HostileText(random);
        var text = new StringBuilder(hostile.pick(from));
        for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            hostile.damage(text);
        }
        return text.toString();
    }

    @Test
    void everyDocumentIsReadOrRefused() {
        Fuzzer.run("xml", DOCUMENTS, List.of(S3Exception.class), random -> {
            var text = damaged(random, XML);
            XmlElement.read(text.getBytes(random.nextInt(10) == 0 ? ISO_8859_1 : UTF_8), "Delete");
        });
    }

    @Test
    void everyKeyAndQueryIsReadOrRefused() {
        Fuzzer.run("keys", KEYS, List.of(S3Exception.class, StorageException.class), random -> {
            var text = damaged(
                    random,
                    List.of(
                            "a/b",
                            "../x",
                            "%41%42",
                            "a//b/.",
                            "é%c3%a9",
                            "uploadId=1&partNumber=2",
                            "%zz",
                            "k".repeat(1_030)));
            Query.parse(text);
            ByteRange.parse("bytes=" + text, 100);
            BucketNames.isLegal(text);
            ObjectKeys.requireLegal("bucket", PercentCoding.decodePath(text));
            S3Location.parse("s3://" + text);
        });
    }

    @Test
    void everyFramingIsReadOrRefused() {
        Fuzzer.run("aws-chunked", FRAMINGS, List.of(S3Exception.class), random -> {
            var in = new AwsChunkedInputStream(
                    new ByteArrayInputStream(damaged(random, FRAMED).getBytes(ISO_8859_1)), null);
            in.readAllBytes();
        });
    }
}
