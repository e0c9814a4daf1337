package dev.kindred.compat;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The bill of materials of the packaged server, compared with the jars of the archive and with the published list of
/// licences.
class SupplyTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(\\S+)` \\| ([^|]+) \\|$", Pattern.MULTILINE);

    /// The licence of a component whose own description names none exactly: JLine's `LICENSE.txt` has three clauses.
    private static final Map<String, String> CORRECTED = Map.of("org.jline", "BSD-3-Clause");

    private static List<Component> components;

    record Component(String group, String name, String version, String sha256, String licence) {

        static Component of(JsonNode json) {
            var group = text(json, "group");
            var sha256 = member(json, "hashes").asArray().stream()
                    .filter(hash -> text(hash, "alg").equals("SHA-256"))
                    .map(hash -> text(hash, "content"))
                    .findFirst()
                    .orElseThrow();
            return new Component(
                    group,
                    text(json, "name"),
                    text(json, "version"),
                    sha256,
                    CORRECTED.getOrDefault(group, licence(json)));
        }

        String jar() {
            return name + "-" + version + ".jar";
        }

        private static String licence(JsonNode json) {
            var licences = member(json, "licenses").asArray();
            assertThat(licences).as("licences of %s", text(json, "name")).hasSize(1);
            return text(member(licences.get(0), "license"), "id");
        }

        private static String text(JsonNode json, String name) {
            return member(json, name).asString();
        }
    }

    @BeforeAll
    static void readBillOfMaterials() throws IOException {
        var bill = JsonNode.parser().parse(Files.readString(ServerCommand.jar().resolveSibling("kindred.cdx.json")));
        components =
                member(bill, "components").asArray().stream().map(Component::of).toList();
    }

    private static JsonNode member(JsonNode json, String name) {
        return requireNonNull(json.asObject().get(name), name);
    }

    @Test
    void theBillOfMaterialsNamesEveryJarOfTheArchiveWithItsChecksum() throws IOException {
        var archive = new TreeMap<String, String>();
        try (var jars = Files.newDirectoryStream(ServerCommand.jar().resolveSibling("lib"))) {
            for (var jar : jars) {
                archive.put(jar.getFileName().toString(), sha256(jar));
            }
        }

        assertThat(components.stream().collect(toMap(Component::jar, Component::sha256)))
                .containsExactlyInAnyOrderEntriesOf(archive);
    }

    @Test
    void theListOfLicencesNamesEveryComponentOfTheArchive() throws IOException {
        var shipped = components.stream()
                .filter(component -> !component.group().equals("dev.kindred"))
                .collect(groupingBy(
                        Component::group, TreeMap::new, mapping(Component::licence, toCollection(TreeSet::new))));

        var listed = ROW.matcher(Files.readString(Path.of("../docs/licences.md")))
                .results()
                .collect(toMap(
                        row -> row.group(1),
                        row -> new TreeSet<>(List.of(row.group(2).split(", ")))));

        assertThat(listed).containsExactlyInAnyOrderEntriesOf(shipped);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JDK has SHA-256
        }
    }
}
