package dev.kindred.server.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Compares the picture in docs/architecture.md with the compiled classes. `-Dpicture.write=true` draws it
/// again.
class ArchitecturePictureTest {

    private static final Path PICTURE = Path.of("../docs/pictures/architecture.svg");
    private static final String ROOT = "dev.kindred.";
    private static final Set<String> LIBRARIES = Set.of("engine", "kernels");

    @Test
    void thePictureShowsTheDependenciesOfTheClasses() throws IOException {
        var drawn = ArchitecturePicture.draw(dependencies(), LIBRARIES);

        if (Boolean.getBoolean("picture.write")) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, drawn);
        }
        assertThat(drawn)
                .as("docs/pictures/architecture.svg: draw it again with -Dpicture.write=true")
                .isEqualTo(Files.readString(PICTURE));
    }

    private static SortedMap<String, NavigableSet<String>> dependencies() {
        var found = new TreeMap<String, NavigableSet<String>>();
        for (var type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + "server", ROOT + "engine", ROOT + "kernels")) {
            var from = nodeOf(type);
            if (from.isEmpty()) {
                continue;
            }
            var targets = found.computeIfAbsent(from, _ -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> nodeOf(dependency.getTargetClass()))
                    .filter(to -> !to.isEmpty() && !to.equals(from))
                    .forEach(targets::add);
        }
        return found;
    }

    /// Returns the server's package of a class, or its module, or an empty text for third-party classes.
    private static String nodeOf(JavaClass type) {
        var name = type.getPackageName() + ".";
        if (!name.startsWith(ROOT)) {
            return "";
        }
        var parts = name.substring(ROOT.length()).split("\\.", -1);
        if (LIBRARIES.contains(parts[0])) {
            return parts[0];
        }
        return parts[0].equals("server") && parts.length > 1 ? parts[1] : "";
    }
}
