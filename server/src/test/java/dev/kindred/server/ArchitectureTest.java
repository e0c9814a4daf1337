package dev.kindred.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.ChangeFeed;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The permitted dependencies between packages, each a rule with its reason.
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        var product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.kindred.server");
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> dynamicTest(field.getName(), () -> ((ArchRule) field.get(null)).check(product)));
    }

    private static final String ROOT = "dev.kindred.server.";
    private static final Set<String> MODULES = Set.of("engine", "kernels");

    /// Returns the rule that a package of the server depends only on itself and the given packages.
    ///
    /// @param allowed packages of the server, or `engine` or `kernels` for these modules
    private static ArchRule onlyUses(String name, String... allowed) {
        var packages = Stream.concat(Stream.of(name), Arrays.stream(allowed))
                .map(it -> (MODULES.contains(it) ? "dev.kindred." : ROOT) + it + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kindred..").and(resideOutsideOfPackages(packages)));
    }

    static final ArchRule errorIsALeaf = onlyUses("error").because("every package throws its exceptions");

    static final ArchRule admissionKnowsNoWork =
            onlyUses("admission", "error").because("a queue knows nothing of the work that waits in it");

    static final ArchRule schedulerIsALeaf =
            onlyUses("scheduler").because("threads and clocks know nothing of the work that they run");

    /// The calls that read a clock of the machine, wait for one, or make a thread.
    private static final DescribedPredicate<JavaCall<?>> USES_REAL_TIME =
            DescribedPredicate.describe("reads a clock of the machine, waits for it or makes a thread", call -> {
                var owner = call.getTargetOwner();
                var name = call.getName();
                boolean isTimed = call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(TimeUnit.class) || type.isEquivalentTo(Duration.class));
                return switch (owner.getPackageName()) {
                    case "java.lang" ->
                        Set.of(
                                                "nanoTime",
                                                "currentTimeMillis",
                                                "sleep",
                                                "ofPlatform",
                                                "ofVirtual",
                                                "startVirtualThread")
                                        .contains(name)
                                || (name.equals("wait")
                                        && !call.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty())
                                || (owner.isEquivalentTo(Thread.class)
                                        && (name.equals("<init>")
                                                || (name.equals("join")
                                                        && !call.getTarget()
                                                                .getRawParameterTypes()
                                                                .isEmpty())));
                    case "java.time" -> name.startsWith("system") || name.startsWith("tick") || name.equals("now");
                    case "java.util" -> owner.getSimpleName().equals("Timer");
                    case "java.util.concurrent", "java.util.concurrent.locks" ->
                        isTimed
                                || owner.isEquivalentTo(Executors.class)
                                || owner.getSimpleName().startsWith("Scheduled")
                                || owner.getSimpleName().equals("ForkJoinPool")
                                || name.endsWith("Async")
                                || Set.of("awaitNanos", "awaitUntil", "parkNanos", "parkUntil")
                                        .contains(name);
                    default -> false;
                };
            });

    static final ArchRule timeAndThreadsComeFromTheScheduler = noClasses()
            .that(resideInAnyPackage(ROOT + "job..", ROOT + "stream..", ROOT + "deployment.."))
            .should()
            .callCodeUnitWhere(USES_REAL_TIME)
            .because("tests run jobs, streams and deployments under simulated clocks and a seeded order of threads");

    static final ArchRule onlyTheFeedCallsItsFollowers = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ChangeFeed.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(ChangeFeed.class.getName() + "$Place")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "is a follower's reaction to a change, called by another class",
                    call -> Set.of("changed", "anythingChanged").contains(call.getName())
                            && call.getTargetOwner().isAssignableTo(ChangeFeed.Follower.class)
                            && !call.getOriginOwner().equals(call.getTargetOwner())))
            .because("what follows the catalog changes by its commits alone, on any node");

    static final ArchRule literalIsALeaf =
            onlyUses("literal").because("the form of quoted and shown text depends on no other package");

    static final ArchRule constraintStandsOnErrorAlone =
            onlyUses("constraint", "error").because("constraints know no operation and no resource");

    static final ArchRule schemaIsALeaf =
            onlyUses("schema", "literal").because("the rules of schemas depend on no other package");

    static final ArchRule filterKnowsSchemasOnly = onlyUses("filter", "literal", "schema")
            .because("a filter depends on columns and values, not on callers and storage");

    static final ArchRule telemetryIsALeaf =
            onlyUses("telemetry").because("metrics are exported independently of their meaning");

    static final ArchRule onlyTelemetryKnowsPrometheus = noClasses()
            .that(resideOutsideOfPackages(ROOT + "telemetry.."))
            .should()
            .dependOnClassesThat(resideInAPackage("io.prometheus.."))
            .because("another metrics library should cost one package");

    static final ArchRule storageIsALeaf =
            onlyUses("storage", "literal").because("bytes are stored independently of their meaning");

    static final ArchRule backupsNeedNoServer = onlyUses("backup", "catalog", "error", "resource", "storage")
            .because("a backup copies files and one commit; it works beside a server and without one");

    static final ArchRule ingestKnowsSchemasOnly = onlyUses("ingest", "literal", "schema")
            .because("rows are checked against a schema, independently of their source and destination");

    static final ArchRule resourcesAreRecords = onlyUses("resource", "constraint", "error")
            .because("AWS's resources depend neither on their storage nor on the operations that change them");

    static final ArchRule catalogKnowsNoWork =
            onlyUses("catalog", "error", "resource", "scheduler").because("the catalog stores and does not act");

    static final ArchRule recipesAreATable = onlyUses("recipe", "resource")
            .because("operations, tasks and serving read the table of recipes, which reads none of them");

    static final ArchRule jobKnowsTasksAsAnInterface = onlyUses(
                    "job", "catalog", "error", "filter", "literal", "resource", "scheduler", "storage")
            .because("the engine runs tasks without knowing them; of storage and filters it words the failures");

    static final ArchRule operationsDecideAndCommit = onlyUses(
                    "operation",
                    "attribution",
                    "catalog",
                    "resource",
                    "constraint",
                    "error",
                    "filter",
                    "literal",
                    "recipe",
                    "schema",
                    "serving",
                    "stream")
            .because("an operation never touches storage, rows or jobs under way; what is put goes to the stream");

    static final ArchRule streamsEndInDatasetFiles = onlyUses(
                    "stream", "catalog", "resource", "error", "ingest", "literal", "scheduler", "schema", "storage")
            .because("a streamed record is durable before any other package sees it");

    static final ArchRule snapshotsAreMadeOfDatasetFiles = onlyUses(
                    "snapshot", "engine", "catalog", "recipe", "resource", "ingest", "schema", "storage", "stream")
            .because("a snapshot can be rebuilt from the files in the catalog");

    static final ArchRule textsKnowNoItems = onlyUses("text", "engine", "catalog", "resource", "storage")
            .because("text embeddings do not depend on the items that have the texts");

    static final ArchRule onlyTextsKnowTheirModel = noClasses()
            .that(resideOutsideOfPackages(ROOT + "text.."))
            .should()
            .dependOnClassesThat(resideInAPackage("ai.onnxruntime.."))
            .because("another sentence model should cost one class");

    static final ArchRule tasksDoTheWork = onlyUses(
                    "task",
                    "engine",
                    "attribution",
                    "catalog",
                    "resource",
                    "error",
                    "ingest",
                    "job",
                    "literal",
                    "recipe",
                    "schema",
                    "dataset",
                    "deployment",
                    "serving",
                    "snapshot",
                    "storage",
                    "stream",
                    "text",
                    "theme",
                    "training")
            .because("a task answers no request");

    static final ArchRule titlesKnowNoItems = onlyUses("theme")
            .because("what leaves this machine is what a request for a title holds, and nothing else can be reached");

    static final ArchRule onlyTitlesAreAskedForByHttp = noClasses()
            .that(resideOutsideOfPackages(ROOT + "theme..", ROOT + "cli..", ROOT + "demo.."))
            .should()
            .dependOnClassesThat(resideInAPackage("java.net.http.."))
            .because(
                    "but for object stores, the one thing that this server asks of others is the wording of titles; the"
                            + " demo and the rehearsal of a start are clients, of this server");

    static final ArchRule attributionCountsWhatOthersKeep = onlyUses(
                    "attribution",
                    "catalog",
                    "resource",
                    "dataset",
                    "ingest",
                    "literal",
                    "schema",
                    "serving",
                    "storage",
                    "stream")
            .because("what events come to is counted from rows and records; who asks, and who schedules, it does not"
                    + " know");

    static final ArchRule datasetsReadWhatIsStored = onlyUses(
                    "dataset",
                    "engine",
                    "catalog",
                    "resource",
                    "error",
                    "filter",
                    "ingest",
                    "schema",
                    "snapshot",
                    "storage",
                    "stream")
            .because("the data of a dataset group are read by training and by serving, and depend on neither; of ingest"
                    + " they use the query for rows in force");

    static final ArchRule trainingKnowsNothingOfServing = onlyUses(
                    "training",
                    "engine",
                    "catalog",
                    "resource",
                    "dataset",
                    "job",
                    "recipe",
                    "schema",
                    "snapshot",
                    "storage",
                    "stream",
                    "text")
            .because("a node can train that serves nothing: training reads dataset files and writes a model file");

    static final ArchRule trainingReadsNoLiveData = noClasses()
            .that(resideInAPackage(ROOT + "training.."))
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("LiveDatasetGroup")
            .because("events and features are of one moment: that of the dataset files of one read of the catalog");

    static final ArchRule deploymentsAreOpenedModels = onlyUses(
                    "deployment", "engine", "catalog", "resource", "dataset", "recipe", "snapshot", "storage")
            .because(
                    "a served model is a model file and the live data of its dataset group; who asks it is unknown here");

    static final ArchRule servingAnswers = onlyUses(
                    "serving",
                    "admission",
                    "engine",
                    "catalog",
                    "resource",
                    "dataset",
                    "deployment",
                    "error",
                    "filter",
                    "recipe",
                    "snapshot")
            .because(
                    "an answer is made of a served model, the live data and filters; it opens no file and reads no row");

    static final ArchRule authKnowsOnlySignatures = onlyUses("auth")
            .because("the caller of a request is found from its signature and the keys, and from nothing else");

    static final ArchRule wireKnowsNoRows = onlyUses(
                    "wire",
                    "auth",
                    "admission",
                    "operation",
                    "catalog",
                    "resource",
                    "constraint",
                    "error",
                    "job",
                    "storage",
                    "telemetry",
                    "view")
            .because("the wire decodes and encodes HTTP only");

    static final ArchRule viewsReadAndCallTheApi = onlyUses("view", "auth", "catalog", "job", "resource")
            .because("what people see has one source for the console, the commands and the endpoints");

    static final ArchRule theConsoleIsAClient = onlyUses(
                    "console", "auth", "catalog", "error", "operation", "resource", "view")
            .because("a page does what its visitor's key may do, by the calls that it shows");

    static final ArchRule theDemoIsAClient =
            onlyUses("demo", "literal", "schema").because("the demo is a client and uses the API only");

    static final ArchRule onlyTheS3EndpointReachesStorage = noClasses()
            .that(resideInAPackage(ROOT + "wire..").and(resideOutsideOfPackages(ROOT + "wire.s3..")))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "storage.."))
            .because("of all endpoints only S3 serves objects");

    static final ArchRule wireKnowsNoOperationByName = noClasses()
            .that()
            .resideInAPackage(ROOT + "wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "operation.(*)..")
            .because("a new operation costs a class and a line in the registry, and no line of the wire");

    static final ArchRule siblingsDoNotMeet = slices().matching(ROOT + "operation.(*)..")
            .should()
            .notDependOnEachOther()
            .because("a family of operations can be read alone");

    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    static final ArchRule onlyTheEdgesKnowTheWebServer = noClasses()
            .that(resideOutsideOfPackages(ROOT + "wire..", ROOT + "console..", ROOT + "cli.."))
            .should()
            .dependOnClassesThat(resideInAPackage("io.helidon.."))
            .because("another web server should cost one package");

    static final ArchRule onlyStorageKnowsS3 = noClasses()
            .that(resideOutsideOfPackages(ROOT + "storage..", ROOT + "cli..", ROOT + "demo.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("software.amazon.awssdk.."))
            .because("an object store is reached through its interface; the demo alone is a client, of this server");

    static final ArchRule onlyStorageOpensFiles = noClasses()
            .that(resideOutsideOfPackages(ROOT + "storage..", ROOT + "cli..", ROOT + "ingest..", ROOT + "demo.."))
            .should()
            .dependOnClassesThat(belongToAnyOf(
                    AsynchronousFileChannel.class,
                    File.class,
                    FileChannel.class,
                    FileInputStream.class,
                    FileOutputStream.class,
                    FileReader.class,
                    Files.class,
                    FileWriter.class,
                    RandomAccessFile.class))
            .because("what is on disk is published and swept in one place; ingest alone has a scratch folder, and the"
                    + " demo files to upload");

    static final ArchRule everyPathComesFromTheDataDirectory = noClasses()
            .that(resideOutsideOfPackages(ROOT + "cli..", ROOT + "demo.."))
            .should()
            .callMethod(Path.class, "of", String.class, String[].class)
            .orShould()
            .callMethod(Path.class, "of", URI.class)
            .orShould()
            .callMethod(Path.class, "toFile")
            .orShould()
            .callMethod(Files.class, "createTempFile", String.class, String.class, FileAttribute[].class)
            .orShould()
            .callMethod(Files.class, "createTempDirectory", String.class, FileAttribute[].class)
            .orShould()
            .dependOnClassesThat(belongToAnyOf(FileSystems.class, Paths.class))
            .because("tests give the data directory a file system that fails, and each file must be opened through it");

    static final ArchRule aTaskChangesTheCatalogAsItsJob = noClasses()
            .that(resideInAPackage(ROOT + "task.."))
            .should()
            .callMethod(Catalog.class, "write", Function.class)
            .because("Job.write checks that the run still holds its job; another run may have claimed it");

    static final ArchRule onlyTheCommandLineReadsTheEnvironment = noClasses()
            .that(resideOutsideOfPackages(ROOT + "cli.."))
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("every setting is read in one place");

    static final ArchRule packagesAreNamedForTheirContent = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..")
            .because("such a name says nothing");

    static final ArchRule classesAreNamedForWhatTheyAre = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Manager|Utils?|Helper)")
            .because("such a name says nothing");
}
