package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectRecord;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tags and the access control list of an object: Put, Get and DeleteObjectTagging, Get and PutObjectAcl.
final class ObjectSettings {

    static final String TAGGING = "tagging";
    static final String ACL = "acl";

    private final LocalObjectStore store;
    private final AccessControl accessControl;

    ObjectSettings(LocalObjectStore store, AccessControl accessControl) {
        this.store = store;
        this.accessControl = accessControl;
    }

    /// Returns the settings in the headers of a write.
    Map<String, String> given(S3Request request) {
        var settings = new HashMap<String, String>();
        Tags.ofHeader(request).flatMap(Tags::document).ifPresent(tags -> settings.put(TAGGING, tags));
        accessControl.ofHeaders(request).ifPresent(acl -> {
            accessControl.requireAllowed(acl, store.settings(request.bucket()));
            settings.put(ACL, acl);
        });
        return settings;
    }

    /// Returns the settings of a copy: its source's tags unless the request replaces them, and never its
    /// source's list.
    Map<String, String> copied(S3Request request, ObjectRecord source) {
        var settings = given(request);
        String directive = request.headerOrEmpty("x-amz-tagging-directive");
        if (!directive.equalsIgnoreCase("REPLACE")) {
            settings.remove(TAGGING);
            String tags = source.settings().get(TAGGING);
            if (tags != null) {
                settings.put(TAGGING, tags);
            }
        }
        return settings;
    }

    private ObjectRecord requireRecord(S3Location location) {
        return store.findRecord(location)
                .orElseThrow(() -> new StorageException.ObjectMissing(location.bucket(), location.key()));
    }

    void getTagging(S3Request request, ServerResponse response) {
        var document = requireRecord(request.location()).settings().get(TAGGING);
        var empty = new XmlElement(Tags.ROOT, List.of(new XmlElement("TagSet", "")));
        Answers.kept(response, "application/xml", (document == null ? empty.document() : document).getBytes(UTF_8));
    }

    void putTagging(S3Request request, ServerResponse response) {
        var location = request.location();
        set(
                location,
                TAGGING,
                Tags.ofObject(XmlElement.read(RequestBody.xmlOf(request), Tags.ROOT))
                        .document());
        Answers.empty(response, Status.OK_200);
    }

    void deleteTagging(S3Request request, ServerResponse response) {
        set(request.location(), TAGGING, Optional.empty());
        Answers.empty(response, Status.NO_CONTENT_204);
    }

    void getAcl(S3Request request, ServerResponse response) {
        var document = requireRecord(request.location()).settings().getOrDefault(ACL, accessControl.ownersOnly());
        Answers.kept(response, "application/xml", document.getBytes(UTF_8));
    }

    void putAcl(S3Request request, ServerResponse response) {
        var location = request.location();
        var policy = accessControl.ofRequest(request, RequestBody.xmlOf(request));
        accessControl.requireAllowed(policy, store.settings(location.bucket()));
        set(location, ACL, Optional.of(policy));
        Answers.empty(response, Status.OK_200);
    }

    private void set(S3Location location, String name, Optional<String> document) {
        store.setOfObject(location, settings -> {
            var next = new HashMap<>(settings);
            document.ifPresentOrElse(text -> next.put(name, text), () -> next.remove(name));
            return next;
        });
    }
}
