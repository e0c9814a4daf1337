package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Names of classes: a reader finds each by its simple name.
class NamesTest {

    @Test
    void noTopLevelClassHasTheNameOfAnother() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.kindred.server");

        var shared = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.<String>toList())))
                .values()
                .stream()
                .filter(names -> names.size() > 1)
                .<List<String>>map(List::copyOf)
                .toList();

        assertThat(shared).isEmpty();
    }
}
