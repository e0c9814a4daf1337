package dev.kindred.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The permitted dependencies between the packages of kernels and engine, each a rule with its reason.
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        var library = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.kindred.engine", "dev.kindred.kernels");
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> dynamicTest(field.getName(), () -> ((ArchRule) field.get(null)).check(library)));
    }

    private static final String ENGINE = "dev.kindred.engine.";

    private static ArchRule onlyUses(String name, String... allowed) {
        var others = Stream.concat(Stream.of(name), Arrays.stream(allowed))
                .map(other -> ENGINE + other + "..")
                .toList();
        return noClasses()
                .that()
                .resideInAPackage(ENGINE + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kindred.engine..")
                        .and(resideOutsideOfPackages(others.toArray(new String[0]))));
    }

    static final ArchRule filesKnowNoMeaning = onlyUses("file").because("a section is bytes, whatever it means");

    static final ArchRule dataKnowsNoAlgorithm =
            onlyUses("data", "file", "text").because("what is trained on does not depend on who trains");

    static final ArchRule textsKnowNoItems =
            onlyUses("text", "file").because("a vector of a text is the same, whatever the text tells of");

    static final ArchRule metricsKnowListsOnly =
            onlyUses("metrics").because("a measure that knows the model it measures proves nothing");

    static final ArchRule rankingIsALeaf =
            onlyUses("ranking", "data").because("what is asked and answered is the same for every model");

    static final ArchRule modelsKnowNoTraining =
            onlyUses("model", "data", "file", "ranking").because("a server opens models without what made them");

    static final ArchRule membersKnowNoFamilyAndNoBlend = noClasses()
            .that()
            .resideInAPackage(ENGINE + "recipe.member")
            .should()
            .dependOnClassesThat(
                    resideInAPackage(ENGINE + "recipe.*").and(resideOutsideOfPackages(ENGINE + "recipe.member")))
            .because("a family of members is a plug-in: only the blend's list of trainers names it");

    static final ArchRule familiesKnowNoBlend = noClasses()
            .that()
            .resideInAnyPackage(Stream.of("neighbours", "graph", "lowrank", "factor", "sequence", "ease")
                    .map(family -> ENGINE + "recipe." + family)
                    .toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE + "recipe.blend")
            .because("a family of members is trained and read without the others");

    static final ArchRule kernelsAreALeaf = noClasses()
            .that()
            .resideInAPackage("dev.kindred.kernels..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kindred.engine..")
            .because("arrays in, arrays out");

    static final ArchRule onlyKernelsUseTheVectorApi = noClasses()
            .that()
            .resideInAPackage("dev.kindred.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..")
            .because("the engine also runs where the incubator module is missing");

    static final ArchRule theLibraryKnowsNoNetworkAndNoJson = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..",
                    "java.sql..",
                    "javax..",
                    "com.fasterxml..",
                    "tools.jackson..",
                    "io.helidon..",
                    "software.amazon..")
            .because("it is a library of recommenders, of use without a server");

    static final ArchRule packagesFormNoCycles = slices().matching("dev.kindred.engine.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each can be read alone");
}
