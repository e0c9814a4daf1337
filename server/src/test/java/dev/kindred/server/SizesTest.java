package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Limits of sizes: a class that exceeds one has more than one responsibility.
class SizesTest {

    private static final int MOST_LINES = 400;
    private static final int MOST_CONSTRUCTOR_LINES = 40;
    private static final int MOST_COLLABORATORS = 8;
    private static final List<String> MODULES = List.of("benchmarks", "engine", "kernels", "paginators", "server");

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var module : MODULES) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void noFileHasMoreThanFourHundredLines() throws IOException {
        var tooLong = new TreeMap<String, Integer>();
        for (var file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.put(file.toString(), lines);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void noConstructorHasMoreThanFortyLines() throws IOException {
        var found = new TreeMap<String, Integer>();
        for (var file : sources()) {
            var name = String.valueOf(file.getFileName()).replace(".java", "");
            var constructor = Pattern.compile(
                    "^    (?:public |private |protected )?" + name + "\\([^;{]*\\{\n.*?^    \\}",
                    Pattern.MULTILINE | Pattern.DOTALL);
            constructor.matcher(Files.readString(file)).results().forEach(match -> {
                int lines = (int) match.group().lines().count();
                if (lines > MOST_CONSTRUCTOR_LINES) {
                    found.put(file.toString(), lines);
                }
            });
        }

        assertThat(found).isEmpty();
    }

    @Test
    void noClassHasMoreThanEightCollaborators() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.kindred.server", "dev.kindred.engine");

        var greedy = classes.stream()
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isAnonymousClass())
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.getRawParameterTypes().size() > MOST_COLLABORATORS)
                .map(constructor -> constructor.getFullName())
                .toList();

        assertThat(greedy).isEmpty();
        assertThat(classes).extracting(JavaClass::getSimpleName).contains("KindredServer");
    }
}
