package dev.kindred.server.wire.iam;

import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.wire.query.UniqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The AWS managed policies, `arn:aws:iam::aws:policy/…`. Every ARN can be attached, because AWS has more than a
/// thousand such policies and adds more. Documents are available for the policies that set-up code reads.
final class ManagedPolicies {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Known> KNOWN = read();

    private ManagedPolicies() {}

    /// A policy with a known document.
    ///
    /// @param version the id of the default version
    private record Known(String version, Instant created, Instant updated, JsonNode document) {}

    /// The list entry of a policy.
    ///
    /// @param created null, as all following members, if only the ARN is known
    record Managed(
            PolicyReference reference,
            String id,
            String version,
            @Nullable Instant created,
            @Nullable Instant updated) {}

    private static Map<String, Known> read() {
        try (var in = ManagedPolicies.class.getResourceAsStream("aws-managed-policies.json")) {
            if (in == null) {
                throw new IllegalStateException("no file of AWS's managed policies");
            }
            var known = new TreeMap<String, Known>();
            for (var policy : JSON.readTree(in.readAllBytes()).values()) {
                known.put(
                        policy.get("name").asString(),
                        new Known(
                                policy.get("version").asString(),
                                Instant.parse(policy.get("created").asString()),
                                Instant.parse(policy.get("updated").asString()),
                                policy.get("document")));
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the description of an AWS managed policy.
    static Managed describe(PolicyReference reference) {
        var known = KNOWN.get(reference.pathAndName());
        String id = UniqueId.of("ANPA", reference.pathAndName());
        return known == null
                ? new Managed(reference, id, "v1", null, null)
                : new Managed(reference, id, known.version(), known.created(), known.updated());
    }

    /// Returns the default version of a policy with a known document.
    static Optional<IamPolicy.Version> findVersion(PolicyReference reference, String id) {
        return Optional.ofNullable(KNOWN.get(reference.pathAndName()))
                .filter(known -> known.version().equals(id))
                .map(known -> new IamPolicy.Version(id, known.document().toString(), known.updated()));
    }

    /// Returns the policies with known documents, with their ARNs in a partition.
    static List<PolicyReference> known(String partition) {
        return KNOWN.keySet().stream()
                .map(name -> PolicyReference.require("arn:" + partition + ":iam::aws:policy/" + name))
                .toList();
    }
}
