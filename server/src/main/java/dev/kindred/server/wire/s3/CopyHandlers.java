package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectRecord;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.OpenObject;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.webserver.http.ServerResponse;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// CopyObject, and the source of UploadPartCopy.
final class CopyHandlers {

    private final LocalObjectStore store;
    private final ObjectSettings settings;

    CopyHandlers(LocalObjectStore store, ObjectSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    void copy(S3Request request, ServerResponse response) {
        var target = request.location();
        var source = source(request);
        boolean isReplacing = request.headerOrEmpty("x-amz-metadata-directive").equalsIgnoreCase("REPLACE");
        if (source.equals(target) && !isReplacing) {
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "This copy request is illegal because it is trying to copy an object to itself without changing its metadata.");
        }
        var precondition = Conditions.ofWrite(request);
        request.content().held().reserve(RequestBody.TRANSFER_BUFFER);
        try (var original = open(request, source)) {
            precondition.require(store.findObject(target));
            var copied = settings.copied(request, original.record());
            var headers =
                    isReplacing ? StoredHeaders.of(request) : original.record().headers();
            var algorithms = algorithms(request, original);
            try (var staged = store.stage(target, original.from(0), algorithms)) {
                var summary = new ObjectSummary(target.key(), staged.size(), staged.etag(), store.now());
                var checksums = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
                checksums.putAll(staged.digests());
                checksums.remove(ChecksumAlgorithm.MD5);
                store.publish(
                        staged, new ObjectRecord(summary, headers, checksums, copied, List.of()), target, precondition);
                Answers.xml(response, "CopyObjectResult", xml -> result(xml, summary.etag(), summary, checksums));
            }
        }
    }

    static void result(XmlWriter xml, String etag, ObjectSummary summary, Map<ChecksumAlgorithm, String> checksums) {
        xml.text("LastModified", summary.lastModified()).text("ETag", Answers.quoted(etag));
        checksums.forEach((algorithm, value) -> xml.text("Checksum" + algorithm.name(), value));
    }

    private static Set<ChecksumAlgorithm> algorithms(S3Request request, OpenObject original) {
        var algorithms = EnumSet.of(ChecksumAlgorithm.MD5);
        algorithms.addAll(original.record().checksums().keySet());
        ChecksumAlgorithm.find(request.headerOrEmpty("x-amz-checksum-algorithm"))
                .ifPresent(algorithms::add);
        return algorithms;
    }

    /// Opens the source of a copy if the request's conditions hold for it.
    OpenObject open(S3Request request, S3Location source) {
        var original = store.openObject(source);
        try {
            var outcome = Conditions.decide(
                    request, "x-amz-copy-source-", original.record().summary());
            if (outcome != Conditions.Outcome.PROCEED) {
                throw Conditions.failed("x-amz-copy-source-If-None-Match");
            }
            return original;
        } catch (S3Exception e) {
            original.close();
            throw e;
        }
    }

    /// Parses `x-amz-copy-source`: `bucket/key` or `/bucket/key`, percent-encoded.
    static S3Location source(S3Request request) {
        String header = request.headerOrEmpty("x-amz-copy-source");
        int version = header.indexOf("?versionId=");
        if (version >= 0 && !header.substring(version).equals("?versionId=null")) {
            throw new S3Exception(S3Error.NotImplemented, "Versions of objects are not implemented.");
        }
        String decoded = PercentCoding.decodePath(version >= 0 ? header.substring(0, version) : header);
        String path = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1 || !BucketNames.isLegal(path.substring(0, slash))) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey.");
        }
        return new S3Location(path.substring(0, slash), path.substring(slash + 1));
    }
}
